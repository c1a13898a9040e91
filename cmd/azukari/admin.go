package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"azukari/internal/domain/account"
	"azukari/internal/engine/transact"
	"azukari/internal/server/auth"
	"azukari/internal/store"
)

// adminCommand is what only who runs the machine may do. All of it goes through
// the one door; a house on SQLite must be stopped meanwhile.
type adminCommand struct {
	CreateOperator createOperator `cmd:"" help:"Make an account for one of the operator's staff. A link is printed by which they choose a password."`
	GrantRoles     grantRoles     `cmd:"" help:"Change what somebody of the staff may do; their sessions end."`
	EndSessions    endSessions    `cmd:"" help:"Sign somebody out on every browser, or everybody, and revoke their API keys."`
	IssueKey       issueKey       `cmd:"" help:"Make an API key for somebody, and print it."`
}

type createOperator struct {
	keeping
	Email   string `placeholder:"ADDRESS" help:"With which they sign in."`
	Name    string `default:"運営" help:"As which people see them."`
	Roles   string `default:"admin,finance,support" help:"What they may do: support decides on requests and disputes, finance pays out and confirms large sums, admin changes roles and settings."`
	BaseURL string `name:"base-url" help:"The address of the pages, as azukari serve has it, for the link."`
}

// Run makes the account and prints the link.
func (c createOperator) Run(ctx context.Context) error {
	if err := account.CheckEmail(c.Email); err != nil {
		return &settingError{"--email", fmt.Sprintf("%q is no address", c.Email), "write it as operator@azukari.example"}
	}
	if err := account.CheckName(c.Name); err != nil {
		return &settingError{"--name", fmt.Sprintf("%q is no name", c.Name), "write one line of at most 100 characters"}
	}
	roles, err := rolesIn(c.Roles)
	if err != nil {
		return err
	}
	base, err := site(c.BaseURL, "127.0.0.1:8080")
	if err != nil {
		return err
	}
	secret := account.Secret()
	made, err := through[account.Account](ctx, c.keeping, transact.CreateOperator{Name: c.Name, Email: c.Email, Roles: roles, Letter: transact.Letter{Hash: account.Hash(secret)}})
	if err != nil {
		return fmt.Errorf("make the account: %w", err)
	}
	fmt.Printf("%s  %s <%s>\nopen this within an hour to choose a password:\n%s%s%s\n", made.ID, made.Name, made.Email, base, auth.ResetPath, secret)
	return nil
}

// rolesIn reads roles with commas between them.
func rolesIn(text string) (account.Roles, error) {
	var named []account.Role
	for one := range strings.SplitSeq(text, ",") {
		if one = strings.TrimSpace(one); one != "" {
			named = append(named, account.Role(one))
		}
	}
	roles := account.RolesOf(named...)
	if len(roles.List()) != len(named) {
		return "", &settingError{"--roles", fmt.Sprintf("%q are not all roles", text), "name some of support, finance and admin, with commas between them"}
	}
	return roles, nil
}

type grantRoles struct {
	keeping
	Account string `placeholder:"ID|ADDRESS" help:"Whose."`
	Roles   string `help:"All that they may do from now on; empty: they are not of the staff any more."`
}

// Run gives somebody other roles.
func (c grantRoles) Run(ctx context.Context) error {
	roles, err := rolesIn(c.Roles)
	if err != nil {
		return err
	}
	e, err := c.engine(ctx)
	if err != nil {
		return err
	}
	id, err := accountNamed(ctx, e.Store, c.Account)
	if err := errors.Join(err, e.end()); err != nil {
		return err
	}
	a, err := through[account.Account](ctx, c.keeping, transact.GrantRoles{AccountID: id, Roles: roles})
	if err != nil {
		return fmt.Errorf("change roles: %w", err)
	}
	fmt.Printf("%s  %s <%s>  %s\n", a.ID, a.Name, a.Email, cmp.Or(string(a.Roles), "not of the staff"))
	return nil
}

type endSessions struct {
	keeping
	Account string `placeholder:"ID|ADDRESS" help:"Whose."`
	All     bool   `help:"Everybody's."`
}

// Run ends them, a page of accounts at a time.
func (c endSessions) Run(ctx context.Context) (err error) {
	if (c.Account == "") != c.All {
		return &settingError{"--account", "whose sessions is not said, or said twice", "give --account with an id or an address, or --all"}
	}
	e, err := c.engine(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, e.end()) }()
	var ended transact.Ended
	for ids, err := range c.whose(ctx, e.Store) {
		if err != nil {
			return err
		}
		outcome, err := e.Door.Do(ctx, transact.Request{Command: transact.EndSessions{Accounts: ids}})
		if err != nil {
			return fmt.Errorf("end sessions: %w", err)
		}
		these := outcome.Result.(transact.Ended)
		ended.Sessions += these.Sessions
		ended.Keys += these.Keys
	}
	fmt.Println(ended.Sessions, "sessions ended,", ended.Keys, "API keys revoked")
	return nil
}

type issueKey struct {
	keeping
	Account string `placeholder:"ID|ADDRESS" help:"Whose."`
	Name    string `placeholder:"TEXT" help:"What it is for."`
	Days    int    `default:"90" help:"How long it is good: 30, 90, or 365, which is too long for the staff."`
}

// Run makes the key and prints it, this once.
func (c issueKey) Run(ctx context.Context) error {
	e, err := c.engine(ctx)
	if err != nil {
		return err
	}
	id, err := accountNamed(ctx, e.Store, c.Account)
	if err := errors.Join(err, e.end()); err != nil {
		return err
	}
	secret := account.APIKeySecret()
	key := transact.Key{Hash: account.Hash(secret), Start: account.StartOf(secret), Name: c.Name, Days: c.Days}
	made, err := through[account.Token](ctx, c.keeping, transact.IssueAPIKey{AccountID: id, Key: key})
	if err != nil {
		return fmt.Errorf("make the key: %w", err)
	}
	fmt.Printf("%s  %s  until %s\n%s\n", made.AccountID, made.Name, made.ExpiresAt, secret)
	return nil
}

// accountsTogether is how many accounts are signed out in one commit.
const accountsTogether = 500

// whose lists the accounts, many together.
func (c endSessions) whose(ctx context.Context, s store.Reader) func(yield func([]string, error) bool) {
	return func(yield func([]string, error) bool) {
		if !c.All {
			id, err := accountNamed(ctx, s, c.Account)
			yield([]string{id}, err)
			return
		}
		for p := (store.Page{Limit: accountsTogether}); ; {
			all, err := s.Accounts(ctx, p)
			ids := make([]string, len(all))
			for i, a := range all {
				ids[i] = a.ID
			}
			if (len(ids) > 0 || err != nil) && !yield(ids, err) || len(ids) < p.Limit {
				return
			}
			p.Cursor = ids[len(ids)-1]
		}
	}
}

// accountNamed is the account that an id or an address names.
func accountNamed(ctx context.Context, s store.Reader, who string) (string, error) {
	a, err := s.Account(ctx, who)
	if strings.Contains(who, "@") {
		a, err = s.AccountByEmail(ctx, who)
	}
	if errors.Is(err, store.ErrNotFound) {
		err = &settingError{"--account", "nobody is called " + who, "give the id or the address with which they sign in"}
	}
	return a.ID, err
}

// through brings one command through the door of an installation.
func through[T any](ctx context.Context, k keeping, command transact.Command) (answer T, err error) {
	e, err := k.engine(ctx)
	if err != nil {
		return answer, err
	}
	outcome, err := e.Door.Do(ctx, transact.Request{Command: command})
	if err := errors.Join(err, e.end()); err != nil {
		return answer, err
	}
	return outcome.Result.(T), nil
}
