package crash

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A disk is what a record of system calls leaves below one directory if the
// power is cut at a place in it. What a completed sync covers is there. Of every
// later write each sector is there or not, whatever came before or after it; of
// the names in a directory that was not synced since, those are as they were
// after some of the changes.
type disk struct {
	root  string
	files map[string]*content // by path, as the program sees it
	dirs  map[string]*names   // what stays of a directory's names
}

// content is what is in a file.
type content struct {
	safe  []byte
	later []*call // writes since the last sync
}

type names struct {
	safe  map[string]*content
	later []func(map[string]*content)
}

func newDisk(root string) *disk {
	return &disk{root: root, files: map[string]*content{}, dirs: map[string]*names{root: {safe: map[string]*content{}}}}
}

func (d *disk) ours(path string) bool {
	return strings.HasPrefix(path, d.root+"/") && !strings.HasSuffix(path, "-shm") && !strings.HasSuffix(path, ".lock")
}

func (d *disk) rename(path string, change func(map[string]*content)) {
	dir := filepath.Dir(path)
	if d.dirs[dir] == nil {
		d.dirs[dir] = &names{safe: map[string]*content{}}
	}
	d.dirs[dir].later = append(d.dirs[dir].later, change)
}

// begin takes in what a call may have done from its beginning on.
func (d *disk) begin(c *call) {
	if c.failed {
		return
	}
	switch c.name {
	case "write", "pwrite64", "ftruncate":
		if f := d.files[c.paths[0]]; f != nil && d.ours(c.paths[0]) {
			f.later = append(f.later, c)
		}
	case "open", "openat":
		path := c.descriptor
		if !strings.Contains(c.flags, "O_CREAT") || !d.ours(path) || d.files[path] != nil {
			return
		}
		f := &content{}
		d.files[path] = f
		d.rename(path, func(m map[string]*content) { m[path] = f })
	case "unlink", "unlinkat":
		path := c.names[0]
		if d.ours(path) && d.files[path] != nil {
			delete(d.files, path)
			d.rename(path, func(m map[string]*content) { delete(m, path) })
		}
	case "link", "linkat":
		from, path := c.names[0], c.names[1]
		if f := d.files[from]; f != nil && d.ours(path) {
			d.files[path] = f
			d.rename(path, func(m map[string]*content) { m[path] = f })
		}
	case "rename", "renameat", "renameat2":
		from, path := c.names[0], c.names[1]
		f := d.files[from]
		if !d.ours(path) || f == nil {
			return
		}
		delete(d.files, from)
		d.files[path] = f
		d.rename(from, func(m map[string]*content) { delete(m, from) })
		d.rename(path, func(m map[string]*content) { m[path] = f })
	}
}

// end takes in what a sync has made safe: all that was done before it began.
func (d *disk) end(c *call) {
	if c.failed || (c.name != "fsync" && c.name != "fdatasync") {
		return
	}
	path := c.paths[0]
	if n := d.dirs[path]; n != nil {
		for _, change := range n.later {
			change(n.safe)
		}
		n.later = nil
		return
	}
	f := d.files[path]
	if f == nil {
		return
	}
	var under []*call
	for _, w := range f.later {
		if w.done > c.begun {
			under = append(under, w)
			continue
		}
		f.safe = w.on(f.safe)
	}
	f.later = under
}

// on is what a write makes of a content.
func (c *call) on(b []byte) []byte {
	if c.name == "ftruncate" {
		return append(b[:min(len(b), int(c.numbers[len(c.numbers)-1]))], make([]byte, max(0, int(c.numbers[len(c.numbers)-1])-len(b)))...)
	}
	at := c.offset(b)
	if grown := at + len(c.data); grown > len(b) {
		b = append(b, make([]byte, grown-len(b))...)
	}
	copy(b[at:], c.data)
	return b
}

// offset is where a write goes; one without an offset goes to the end.
func (c *call) offset(b []byte) int {
	if c.name == "write" {
		return len(b)
	}
	return int(c.numbers[len(c.numbers)-1])
}

// cut is what is on the disk when the power is gone.
func (d *disk) cut(random *rand.Rand) map[string][]byte {
	sector := []int{512, 4096}[random.IntN(2)]
	keep := []int{0, 10, 50, 90, 100}[random.IntN(5)] // of a hundred
	image := map[string][]byte{}
	for _, dir := range sorted(d.dirs) {
		n := d.dirs[dir]
		left := map[string]*content{}
		for path, f := range n.safe {
			left[path] = f
		}
		for _, change := range n.later[:random.IntN(len(n.later)+1)] {
			change(left)
		}
		for _, path := range sorted(left) {
			f := left[path]
			b := slices.Clone(f.safe)
			for _, w := range f.later {
				b = w.torn(b, sector, keep, random)
			}
			image[path] = b
		}
	}
	return image
}

// torn is what is left of a write of which each sector is kept, or not.
func (c *call) torn(b []byte, sector, keep int, random *rand.Rand) []byte {
	if c.name == "ftruncate" {
		if random.IntN(100) < keep {
			return c.on(b)
		}
		return b
	}
	at := c.offset(b)
	for from := 0; from < len(c.data); {
		to := min(len(c.data), (at+from)/sector*sector+sector-at)
		if random.IntN(100) < keep {
			piece := &call{name: "pwrite64", data: c.data[from:to], numbers: []int64{int64(at + from)}}
			b = piece.on(b)
		}
		from = to
	}
	return b
}

func sorted[T any](m map[string]T) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// lay writes an image into a directory.
func lay(image map[string][]byte, root, dir string) error {
	for path, b := range image {
		to := filepath.Join(dir, strings.TrimPrefix(path, root))
		if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(to, b, 0o600); err != nil {
			return err
		}
	}
	return nil
}
