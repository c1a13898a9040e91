package web

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/width"

	"azukari/internal/base/calendar"
	"azukari/internal/base/money"
	"azukari/internal/base/refusal"
	"azukari/internal/base/words"
	"azukari/internal/domain/account"
	"azukari/internal/domain/charter"
	"azukari/internal/domain/ledger"
	"azukari/internal/domain/policy"
	"azukari/internal/engine/transact"
	"azukari/internal/server/web/view"
)

func init() {
	saids["policy"], saids["house"] = words.PreviewDone, words.HouseSaved
}

// deskSettingsPages are how the house is set, for its admins.
func deskSettingsPages() []page {
	return []page{
		{"GET", "/desk/settings", staff(account.RunHouse), showSettings},
		{"GET", "/desk/settings/numbers", staff(account.RunHouse), editNumbers},
		{"POST", "/desk/settings/numbers", staff(account.RunHouse), changeNumbers},
		{"GET", "/desk/settings/house", staff(account.RunHouse), editHouse},
		{"POST", "/desk/settings/house", staff(account.RunHouse), changeHouse},
	}
}

// showSettings is how the house is set now, and how it was set before.
func showSettings(v *visit) error {
	p, err := v.page(v.t(words.DeskSettings))
	if err != nil {
		return err
	}
	book := v.Engine.Door.Book()
	now := book.Policy(v.now)
	s := &view.Settings{Tabs: v.deskTabs("/desk/settings"), Now: v.t(words.SettingsNow, now.Version), Numbers: v.numberGroups(now)}
	names := map[string]string{}
	by := func(e charter.Edition) (string, error) {
		if _, known := names[e.By]; !known {
			a, err := v.Engine.Store.Account(v.ctx, e.By)
			if err != nil {
				return "", err
			}
			names[e.By] = a.Name
		}
		return v.t(words.SettingsBy, names[e.By], p.When(e.At)), nil
	}
	for _, e := range book.Editions(charter.Numbers) {
		version := v.version(e)
		if e.StartsAt > v.now {
			s.Planned = append(s.Planned, v.t(words.SettingsPlanned, e.Version, v.day(e.StartsAt)))
		}
		if version.By, err = by(e); err != nil {
			return err
		}
		s.Versions = append(s.Versions, version)
	}
	h := book.House(v.now)
	s.House = v.houseFacts(h)
	for _, e := range book.Editions(charter.Face) {
		face := view.Edition{Name: v.t(words.SettingsVersion, e.Version), InForce: e.Version == h.Version, Parts: v.parts(book.Face(e.Version), book.Face(e.Version-1))}
		if face.By, err = by(e); err != nil {
			return err
		}
		s.Faces = append(s.Faces, face)
	}
	return v.ok(view.SettingsPage(p, s))
}

// version is an edition of the numbers with what it changes.
func (v *visit) version(e charter.Edition) view.Edition {
	book := v.Engine.Door.Book()
	version := view.Edition{Name: v.t(words.SettingsVersion, e.Version), From: v.t(words.SettingsFrom, v.day(e.StartsAt)), InForce: e.Version == book.Policy(v.now).Version}
	if e.StartsAt > v.now {
		version.State = v.t(words.SettingsComing)
	}
	for _, d := range policy.Version(e.Version).Since(book.Before(e.Version)) {
		version.Changes = append(version.Changes, v.change(d))
	}
	return version
}

// parts names what a face has changed of the one before.
func (v *visit) parts(is, was *charter.House) string {
	var changed []string
	for _, part := range []struct {
		name words.Text
		same bool
	}{
		{words.HouseName, is.Name == was.Name}, {words.HouseColour, is.Colour == was.Colour}, {words.HouseLogo, bytes.Equal(is.Logo, was.Logo)},
		{words.HouseFooter, is.MailFooter == was.MailFooter}, {words.HouseTerms, is.Terms == was.Terms}, {words.HouseFormats, slices.Equal(is.Closed, was.Closed)},
	} {
		if !part.same {
			changed = append(changed, v.t(part.name))
		}
	}
	if len(changed) == 0 {
		return v.t(words.HouseSame)
	}
	return v.t(words.HouseParts, strings.Join(changed, v.t(words.Comma)))
}

func (v *visit) day(at calendar.Instant) string {
	return words.Day(v.lang, v.Engine.Calendar.Day(at).String())
}

// houseFacts are the house's face in words.
func (v *visit) houseFacts(h *charter.House) []view.Fact {
	terms, colour := v.t(words.HouseNoTerms), v.t(words.HouseNoTerms)
	if h.Terms != "" {
		terms = v.t(words.HouseHasTerms)
	}
	if h.Colour != "" {
		colour = h.Colour
	}
	open := v.t(words.HouseAllOpen)
	if len(h.Closed) > 0 {
		var names []string
		for _, f := range postings {
			if h.Open(f.format) {
				names = append(names, v.t(f.name))
			}
		}
		open = v.t(words.HouseNoTerms)
		if len(names) > 0 {
			open = strings.Join(names, v.t(words.Comma))
		}
	}
	return []view.Fact{
		{Name: v.t(words.HouseName), Value: h.Called()}, {Name: v.t(words.HouseColour), Value: colour},
		{Name: v.t(words.HouseTerms), Value: terms}, {Name: v.t(words.HouseFormats), Value: open},
	}
}

// numberNamed is a number of the rules by its name; the groups name those that
// there are.
func numberNamed(name string) policy.Number {
	for _, n := range policy.Numbers {
		if n.Name == name {
			return n
		}
	}
	panic("web: the rules have no number " + name)
}

// numberGroups are a version's numbers by what they are about.
func (v *visit) numberGroups(p *policy.Policy) (all []view.NumberGroup) {
	for _, g := range words.NumberGroups {
		group := view.NumberGroup{Name: v.t(g.Name)}
		for _, name := range g.Names {
			n := numberNamed(name)
			group.Facts = append(group.Facts, view.Fact{Name: v.t(words.NumberNames[name]), Value: v.counted(n, n.Of(p))})
		}
		all = append(all, group)
	}
	return all
}

// counted is a number with its unit.
func (v *visit) counted(n policy.Number, value int64) string {
	switch n.Unit {
	case policy.Yen, policy.Rate:
		return written(v.lang, n, value)
	case policy.Percent:
		return strconv.FormatInt(value, 10) + "%"
	}
	space := ""
	if v.lang == words.English {
		space = " "
	}
	return strconv.FormatInt(value, 10) + space + v.t(words.NumberUnits[string(n.Unit)])
}

// typed is a number as its field has it: rates in percent.
func typed(n policy.Number, value int64) string {
	switch n.Unit {
	case policy.Yen:
		return words.Count(value)
	case policy.Rate:
		return hundredths(value)
	}
	return strconv.FormatInt(value, 10)
}

// change is what a version changes, in words.
func (v *visit) change(d policy.Difference) view.NumberChange {
	return view.NumberChange{Name: v.t(words.NumberNames[d.Name]), Before: v.counted(d.Number, d.Before), After: v.counted(d.Number, d.After)}
}

// editNumbers is the form of the next version, with the last one in it.
func editNumbers(v *visit) error {
	f := form()
	f.Values["starts_on"] = v.firstDay().String()
	return v.showNumbers(http.StatusOK, f)
}

// firstDay is the first day on which a new version can begin.
func (v *visit) firstDay() calendar.Date {
	cal := v.Engine.Calendar
	day := cal.Day(v.now).Plus(1)
	if planned := v.Engine.Door.Book().Editions(charter.Numbers); len(planned) > 0 && planned[0].StartsAt > cal.StartOf(day) {
		day = cal.Day(planned[0].StartsAt)
	}
	return day
}

func (v *visit) showNumbers(status int, f *view.Form) error {
	p, err := v.page(v.t(words.NumbersTitle))
	if err != nil {
		return err
	}
	last := v.Engine.Door.Book().LastPolicy()
	n := &view.Numbers{
		Tabs: v.deskTabs("/desk/settings"), Form: f, Version: last.Version + 1, Base: v.t(words.NumbersBase, last.Version, last.Version+1),
		Day: view.Field{Name: "starts_on", Label: v.t(words.NumbersDay), Hint: v.t(words.NumbersDayH), Type: "date", Required: true, Min: v.firstDay().String()},
	}
	for _, g := range words.NumberGroups {
		group := view.NumberGroup{Name: v.t(g.Name)}
		for _, name := range g.Names {
			one := numberNamed(name)
			mode := "numeric"
			if one.Unit == policy.Rate {
				mode = "decimal"
			}
			group.Fields = append(group.Fields, view.Field{
				Name: name, Label: v.t(words.NumberNames[name]), Hint: v.t(words.NumbersBounds, typed(one, one.Min), v.counted(one, one.Max)),
				Unit: v.t(words.NumberUnits[string(one.Unit)]), Value: typed(one, one.Of(last)), Required: true, InputMode: mode,
			})
		}
		n.Groups = append(n.Groups, group)
	}
	return v.show(status, view.NumbersPage(p, n))
}

// rate reads a percentage with up to two decimals as hundredths of it.
func rate(text string) (int64, bool) {
	text = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(width.Narrow.String(text)), "%"))
	whole, part, _ := strings.Cut(text, ".")
	if whole == "" || len(part) > 2 || strings.ContainsAny(text, "+-") {
		return 0, false
	}
	n, err := strconv.ParseInt(whole+(part + "00")[:2], 10, 64)
	return n, err == nil
}

// numbers are those that were entered and differ from the last version.
func (e *entered) numbers() map[string]int64 {
	to, last := map[string]int64{}, e.Engine.Door.Book().LastPolicy()
	for _, n := range policy.Numbers {
		read := digits
		if n.Unit == policy.Rate {
			read = rate
		}
		value, ok := read(e.r.PostFormValue(n.Name))
		if !ok || value < n.Min || value > n.Max {
			e.wrong(n.Name, words.NumbersWrong, typed(n, n.Min), e.counted(n, n.Max))
			continue
		}
		if value != n.Of(last) {
			to[n.Name] = value
		}
	}
	return to
}

// changeNumbers shows what a version would change, and then publishes it.
func changeNumbers(v *visit) error {
	e := v.entered()
	to, day := e.numbers(), e.day("starts_on", true)
	version, _ := strconv.Atoi(v.r.PostFormValue("version"))
	if !e.fit() || v.r.PostFormValue("edit") != "" {
		status := http.StatusOK
		if !e.fit() {
			status = http.StatusUnprocessableEntity
		}
		return v.showNumbers(status, e.form)
	}
	starts, err := calendar.ParseDate(day)
	if err != nil {
		return err // it was read above
	}
	_, changed, err := v.Engine.Door.Book().ChangeNumbers(version, starts, to, v.occasion())
	if err == nil && v.r.PostFormValue("publish") != "" {
		if _, err = v.do(transact.ChangeNumbers{Version: version, Day: starts, To: to}); err == nil {
			return v.done("/desk/settings", "policy")
		}
	}
	if err != nil {
		if err = e.unpublished(err); err != nil {
			return err
		}
		return v.showNumbers(http.StatusUnprocessableEntity, e.form)
	}
	return v.previewNumbers(e.form, version, day, changed)
}

// unpublished says, beside its field, why a version cannot be published.
func (e *entered) unpublished(err error) error {
	var no *refusal.Refusal
	if !errors.As(err, &no) {
		return err
	}
	switch {
	case no.Code == refusal.StateConflict:
		e.form.Said = e.t(words.NumbersMoved)
		e.form.Values = map[string]string{"starts_on": e.firstDay().String()} // as they are now
	case no.Field == "starts_on" && e.firstDay() == e.Engine.Calendar.Day(e.now).Plus(1):
		e.wrong("starts_on", words.NumbersDayTom)
	case no.Field == "starts_on":
		e.wrong("starts_on", words.NumbersDayNo, words.Day(e.lang, e.firstDay().String()))
	case no.Field == "numbers":
		e.form.Said = e.t(words.NumbersNone)
	case no.Field == "fee_up_to_2":
		e.wrong(no.Field, words.NumbersBands)
	default:
		return e.refused(err)
	}
	return nil
}

// previewNumbers shows what changes, from when, and what stays.
func (v *visit) previewNumbers(f *view.Form, version int, day string, changed []policy.Difference) error {
	p, err := v.page(v.t(words.NumbersPreview))
	if err != nil {
		return err
	}
	m := &view.NumbersPreview{Tabs: v.deskTabs("/desk/settings"), Form: f, From: v.t(words.PreviewFrom, version, p.Day(day)), Hidden: []string{"version", "starts_on"}}
	to := map[string]int64{}
	for _, d := range changed {
		m.Changes = append(m.Changes, v.change(d))
		to[d.Name] = d.After
	}
	for _, n := range policy.Numbers {
		m.Hidden = append(m.Hidden, n.Name)
	}
	last := v.Engine.Door.Book().LastPolicy()
	next, _, err := last.Amend(version, to)
	if err != nil {
		return err
	}
	for _, amount := range []money.Yen{example, 5 * example} {
		before, after := netOf(last, amount), netOf(next, amount)
		if before != after {
			m.Changes = append(m.Changes, view.NumberChange{Name: v.t(words.PreviewNet, p.Yen(amount)), Before: p.Yen(before), After: p.Yen(after)})
		}
	}
	return v.ok(view.NumbersPreviewPage(p, m))
}

// netOf is what a worker receives of a contract.
func netOf(p *policy.Policy, amount money.Yen) money.Yen {
	return amount - ledger.FeeOn(p.Fees, 0, ledger.Charge{}, amount).Sum()
}

// editHouse is the form of the house's face.
func editHouse(v *visit) error {
	h := v.Engine.Door.Book().LastHouse()
	f := form()
	f.Values["name"], f.Values["colour"], f.Values["mail_footer"], f.Values["terms"] = h.Name, h.Colour, h.MailFooter, h.Terms
	for _, one := range postings {
		if h.Open(one.format) {
			f.Values["open-"+string(one.format)] = "1"
		}
	}
	return v.showHouse(http.StatusOK, f)
}

func (v *visit) showHouse(status int, f *view.Form) error {
	p, err := v.page(v.t(words.HouseTitle))
	if err != nil {
		return err
	}
	m := &view.HouseForm{Tabs: v.deskTabs("/desk/settings"), Form: f, Version: v.Engine.Door.Book().LastHouse().Version + 1, Logo: p.House.Logo}
	m.Sample = "/brand/sample.css?colour=" + strings.ReplaceAll(f.Value("colour"), "#", "%23")
	if f.Error("colour") != "" {
		m.Sample = "/brand/sample.css?colour="
	}
	for _, one := range postings {
		m.Formats = append(m.Formats, view.Choice{Value: "open-" + string(one.format), Name: v.t(one.name), Chosen: f.Value("open-"+string(one.format)) != ""})
	}
	return v.show(status, view.HouseFormPage(p, m))
}

// changeHouse shows a colour on the sample, or gives the house another face.
func changeHouse(v *visit) error {
	if err := v.r.ParseMultipartForm(maxForm); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return err
	}
	e := v.entered()
	version, _ := strconv.Atoi(v.r.PostFormValue("version"))
	before := v.Engine.Door.Book().LastHouse()
	h := charter.House{
		Version: version, Name: e.text("name", charter.MaxName, false), Colour: strings.ToLower(e.text("colour", 7, false)), Logo: before.Logo,
		MailFooter: e.text("mail_footer", charter.MaxFooter, false), Terms: e.text("terms", charter.MaxTerms, false),
	}
	for _, one := range postings {
		if v.r.PostFormValue("open-"+string(one.format)) == "" {
			h.Closed = append(h.Closed, one.format)
		}
	}
	if v.r.PostFormValue("no_logo") != "" {
		h.Logo = nil
	}
	if err := e.logo(&h); err != nil {
		return err
	}
	if e.fit() {
		_, err := v.Engine.Door.Book().ChangeHouse(h, v.occasion())
		if err == nil && v.r.PostFormValue("look") != "" {
			return v.showHouse(http.StatusOK, e.form)
		}
		if err == nil {
			_, err = v.do(transact.ChangeHouse{House: h})
		}
		if err == nil {
			return v.done("/desk/settings", "house")
		}
		if err = e.unchanged(err); err != nil {
			return err
		}
	}
	return v.showHouse(http.StatusUnprocessableEntity, e.form)
}

// logo takes the picture that was chosen, if one was.
func (e *entered) logo(h *charter.House) error {
	file, _, err := e.r.FormFile("logo")
	switch {
	case errors.Is(err, http.ErrMissingFile), errors.Is(err, http.ErrNotMultipart):
		return nil
	case err != nil:
		return err
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, charter.MaxLogo+1))
	if err == nil && len(content) > 0 {
		h.Logo = content
	}
	return err
}

// unchanged says, beside its field, why the face cannot be changed.
func (e *entered) unchanged(err error) error {
	var no *refusal.Refusal
	if !errors.As(err, &no) {
		return err
	}
	switch {
	case no.Code == refusal.StateConflict:
		e.form.Said = e.t(words.HouseMoved)
	case no.Field == "colour" && len(e.form.Value("colour")) == 7 && e.form.Value("colour")[0] == '#':
		e.wrong("colour", words.HouseColourPal)
	case no.Field == "colour":
		e.wrong("colour", words.HouseColourNo)
	case no.Field == "logo":
		e.wrong("logo", words.HouseLogoNo)
	case no.Field != "":
		e.wrong(no.Field, words.HouseControl)
	default:
		return e.refused(err)
	}
	return nil
}
