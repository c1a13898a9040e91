package account

import (
	"slices"
	"strings"
)

// A Role is a post on the operator's staff (運営の役割, R13.2). Nobody is more
// than their roles: an admin decides no dispute and pays nobody.
type Role string

// The roles.
const (
	Support Role = "support" // 対応: decides on requests, reports and disputes
	Finance Role = "finance" // 経理: takes in, pays out, and confirms large sums
	Admin   Role = "admin"   // 管理: roles, settings, the audit trail
)

// Everyone lists the roles, in the order in which they are written.
var Everyone = []Role{Admin, Finance, Support}

// Roles are the posts that one person holds: "admin finance", in that order;
// empty for everybody who is not of the staff.
type Roles string

// RolesOf is some roles, written in their order; what is no role is left out.
func RolesOf(roles ...Role) Roles {
	var held []string
	for _, r := range Everyone {
		if slices.Contains(roles, r) {
			held = append(held, string(r))
		}
	}
	return Roles(strings.Join(held, " "))
}

// AllRoles is who does everything: the only one of a small staff.
var AllRoles = RolesOf(Everyone...)

// AllRolesIf is every role for a member of the staff, and none for anybody else.
func AllRolesIf(staff bool) Roles {
	if staff {
		return AllRoles
	}
	return ""
}

// List is the roles one by one.
func (r Roles) List() (all []Role) {
	for _, one := range strings.Fields(string(r)) {
		all = append(all, Role(one))
	}
	return all
}

// A Duty is something that only the staff may do.
type Duty string

// The duties.
const (
	DecideRequests Duty = "decide_requests" // nudges, contact outside, reports, appeals, identity
	DecideDisputes Duty = "decide_disputes" // divides an escrow (R7.2)
	ConfirmLarge   Duty = "confirm_large"   // is the second person above the limit (R7.2)
	ReadMessages   Duty = "read_messages"   // opens what two people wrote, for a case and with a reason
	TakeIn         Duty = "take_in"         // confirms what was paid by bank transfer (R2.6)
	PayOut         Duty = "pay_out"         // batches of payouts, their files and results (R10.2)
	SeeBank        Duty = "see_bank"        // a bank account in full, with a reason
	SeeBooks       Duty = "see_books"       // the ledger's checks
	RunHouse       Duty = "run_house"       // roles, settings, the audit trail
)

// duties is who may do what.
var duties = map[Duty][]Role{
	DecideRequests: {Support, Admin},
	DecideDisputes: {Support, Finance},
	ConfirmLarge:   {Finance},
	ReadMessages:   {Support, Admin},
	TakeIn:         {Finance},
	PayOut:         {Finance},
	SeeBank:        {Finance},
	SeeBooks:       {Support, Finance, Admin},
	RunHouse:       {Admin},
}

// May reports whether somebody with these roles has a duty.
func (r Roles) May(d Duty) bool {
	return slices.ContainsFunc(duties[d], func(one Role) bool { return slices.Contains(r.List(), one) })
}
