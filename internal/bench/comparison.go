package bench

import "fmt"

// A comparison is a ratio that is computed in each round, of what was seen in the
// same round, so that a mood of the machine weighs on both sides.
type comparison struct {
	says  string
	value func(in around) float64 // 0: there is nothing to compare with
	aim   aim
	guard aim // what no machine should miss: worse is a fault of the house
}

// around is one round as a row sees it.
type around struct {
	own   figures
	disk  Probe
	other func(name string) figures // what another row saw; nil where it was not measured
}

// An aim is what a ratio should reach: at most, or at least.
type aim struct{ most, least float64 }

func (a aim) String() string {
	switch {
	case a.most > 0:
		return fmt.Sprintf("≤ %g", a.most)
	case a.least > 0:
		return fmt.Sprintf("≥ %g", a.least)
	}
	return ""
}

// reached is how far the value comes: 1 and more is there.
func (a aim) reached(value float64) float64 {
	if a.most > 0 {
		return ratio(a.most, value)
	}
	return ratio(value, a.least)
}

// What the project aims at.
var (
	loneInProcess = aim{most: 1.2} // a lone caller waits for one sync and little more
	loneOverHTTP  = aim{most: 1.8} // and over the wire
	crowdOnSQLite = aim{least: 6}  // commands of a full crowd that share a sync
	crowdToTPCB   = aim{least: 4}  // and beside pgbench on the same cluster
	hotToUniform  = aim{least: 1}  // one account that all commands touch costs nothing
	readsMeantime = aim{most: 10}  // milliseconds at the 99th percentile
	idleGrowth    = aim{most: 1.3} // of an idle look, with ten times the contracts
	dueOnSQLite   = aim{most: 6}   // seconds for 10,000 deadlines
	dueOnPostgres = aim{most: 4}   // and there
)

// toSync is the median in syncs of the same round.
func toSync(aim aim) comparison {
	return comparison{says: "median ÷ sync", aim: aim, value: func(in around) float64 { return ratio(in.own[median], in.disk.Median) }}
}

// perSync is commands to syncs of the same time.
func perSync(aim aim) comparison {
	return comparison{says: "per sync", aim: aim, value: func(in around) float64 { return ratio(in.own[perSecond], in.disk.Rate) }}
}

// to is a figure beside that of other rows, the highest of them.
func to(f figure, says string, aim aim, guard aim, others ...string) comparison {
	return comparison{says: says, aim: aim, guard: guard, value: func(in around) float64 {
		var highest float64
		for _, name := range others {
			highest = max(highest, in.other(name)[f])
		}
		return ratio(in.own[f], highest)
	}}
}
