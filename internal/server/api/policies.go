package api

import (
	"math"
	"net/http"
	"strconv"

	"azukari/internal/base/calendar"
	"azukari/internal/base/refusal"
	"azukari/internal/domain/account"
	"azukari/internal/domain/charter"
	"azukari/internal/domain/policy"
	"azukari/internal/engine/transact"
	"azukari/internal/store"
)

var policyRoutes = []route{
	get("/v1/operator/policies", "operator", "Versions of the rules' numbers, newest first (R0.5)", staff(account.RunHouse), listPolicies),
	post[policyIn, PolicyVersion]("/v1/operator/policies", "operator", "Publish the next version; what runs keeps the numbers that it began with", staff(account.RunHouse), publishPolicy, http.StatusCreated),
}

// PolicyVersion is one version of the rules' numbers.
type PolicyVersion struct {
	Version     int               `json:"version"`
	StartsAt    *calendar.Instant `json:"starts_at" format:"date-time" doc:"null: the numbers that the house began with"`
	PublishedAt *calendar.Instant `json:"published_at" format:"date-time"`
	PublishedBy *string           `json:"published_by"`
	Numbers     map[string]int64  `json:"numbers" doc:"Days, hours, yen, counts and percent as they are; rates of fees in hundredths of a percent"`
}

func viewPolicy(p *policy.Policy, e charter.Edition) PolicyVersion {
	shown := PolicyVersion{p.Version, instant(e.StartsAt), instant(e.At), optional(e.By), map[string]int64{}}
	for _, n := range policy.Numbers {
		shown.Numbers[n.Name] = n.Of(p)
	}
	return shown
}

func listPolicies(q *request, in *struct{ Paging }) (List[PolicyVersion], error) {
	return page(in.Paging, func(p store.Page) (rows []PolicyVersion, _ error) {
		after, err := strconv.Atoi(p.Cursor)
		if err != nil {
			after = math.MaxInt // from the newest on
		}
		all := q.api.Engine.Door.Book().Editions(charter.Numbers)
		for _, e := range append(all, charter.Edition{Version: policy.First.Version}) {
			if e.Version < after && len(rows) < p.Limit {
				rows = append(rows, viewPolicy(policy.Version(e.Version), e))
			}
		}
		return rows, nil
	}, func(v PolicyVersion) string { return strconv.Itoa(v.Version) }, func(v PolicyVersion) PolicyVersion { return v })
}

type policyIn struct {
	Body struct {
		Version  int              `json:"version" minimum:"2" doc:"The one that it is to be: one more than the last. Whoever is second is refused"`
		StartsOn string           `json:"starts_on" format:"date" doc:"It begins at 0:00 of this day, tomorrow at the earliest"`
		Numbers  map[string]int64 `json:"numbers" doc:"Those that change, by the names that the list has"`
	}
}

func publishPolicy(q *request, in *policyIn) (reply, error) {
	day, err := calendar.ParseDate(in.Body.StartsOn)
	if err != nil {
		return reply{}, refusal.Invalid("starts_on", "R0.5", "This is no date such as 2026-12-15.")
	}
	return q.do(transact.ChangeNumbers{Version: in.Body.Version, Day: day, To: in.Body.Numbers}, func(result any) (int, any) {
		made := result.(transact.Published)
		return http.StatusCreated, viewPolicy(made.Numbers, made.Edition)
	})
}
