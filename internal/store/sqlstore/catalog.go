package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"azukari/internal/store"
)

// What a database says of its own tables. The tables that it derives for
// itself are not among them: see derived.
type catalog struct {
	columns    string // table, column, type
	keys       string // table, column: of the primary key, or else of the first unique index, in order
	references string // table, the table that it names
	identities string // table, column: numbers that the database hands out
}

var catalogs = map[dialect]catalog{
	sqlite: {
		columns: "select m.name, c.name, lower(c.type) from sqlite_schema m join pragma_table_info(m.name) c where m.type = 'table' order by 1, 2",
		keys: "select t, i, c from (select m.name as t, '' as i, c.name as c, c.pk as at from sqlite_schema m join pragma_table_info(m.name) c where m.type = 'table' and c.pk > 0" +
			" union all select m.name, l.name, c.name, c.seqno from sqlite_schema m join pragma_index_list(m.name) l join pragma_index_info(l.name) c" +
			" where m.type = 'table' and l.\"unique\" = 1 and l.partial = 0 and l.origin <> 'pk') order by t, i, at",
		references: "select distinct m.name, f.\"table\" from sqlite_schema m join pragma_foreign_key_list(m.name) f where m.type = 'table' order by 1, 2",
	},
	postgres: {
		columns: "select c.table_name::text, c.column_name::text, c.data_type::text from information_schema.columns c join information_schema.tables t using (table_schema, table_name)" +
			" where c.table_schema = current_schema() and t.table_type = 'BASE TABLE' order by c.table_name::text collate \"C\", c.column_name::text collate \"C\"",
		keys: "select t, i, c from (select t.relname::text as t, case when n.indisprimary then '' else x.relname::text end as i, a.attname::text as c, k.at from pg_index n join pg_class t on t.oid = n.indrelid join pg_class x on x.oid = n.indexrelid" +
			" cross join lateral unnest(n.indkey) with ordinality as k (attnum, at) join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum" +
			" where t.relnamespace = current_schema()::regnamespace and n.indisunique and n.indpred is null) as keys order by t collate \"C\", i collate \"C\", at",
		references: "select distinct t.relname::text, o.relname::text from pg_constraint f join pg_class t on t.oid = f.conrelid join pg_class o on o.oid = f.confrelid" +
			" where f.contype = 'f' and t.relnamespace = current_schema()::regnamespace order by 1, 2",
		identities: "select table_name::text, column_name::text from information_schema.columns where table_schema = current_schema() and is_identity = 'YES' order by 1, 2",
	},
}

// kindOf are the types of both schemas.
var kindOf = map[string]store.ColumnKind{
	"text": store.TextColumn, "integer": store.NumberColumn, "bigint": store.NumberColumn, "smallint": store.NumberColumn,
	"blob": store.BytesColumn, "bytea": store.BytesColumn,
}

// unfinished is the table that a database has as long as it is being filled.
const unfinished = "azukari_unfinished"

// derived reports whether a table is the database's own: what it is migrated
// by, and the index of words, which is made from the jobs.
func derived(table string) bool {
	return table == "goose_db_version" || table == unfinished || strings.HasPrefix(table, "job_words") || table == "job_places" || strings.HasPrefix(table, "sqlite_")
}

// tablesOf reads the catalog: what is named comes before what names it.
func tablesOf(ctx context.Context, tx *sql.Tx, d dialect) ([]store.Table, error) {
	byName := map[string]*store.Table{}
	var names []string
	err := ask(ctx, tx, catalogs[d].columns, func(row []string) error {
		if derived(row[0]) {
			return nil
		}
		kind, ok := kindOf[row[2]]
		if !ok {
			return fmt.Errorf("column %s.%s is of type %q, which no copy knows", row[0], row[1], row[2])
		}
		t, ok := byName[row[0]]
		if !ok {
			t = &store.Table{Name: row[0]}
			byName[row[0]], names = t, append(names, row[0])
		}
		t.Columns = append(t.Columns, store.Column{Name: row[1], Kind: kind})
		return nil
	})
	if err != nil {
		return nil, err
	}
	chosen := map[string]string{} // the index that is a table's key
	err = ask(ctx, tx, catalogs[d].keys, func(row []string) error {
		t, ok := byName[row[0]]
		if !ok {
			return nil
		}
		if index, already := chosen[t.Name]; !already || index == row[1] {
			chosen[t.Name] = row[1]
			t.Key = append(t.Key, row[2])
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	named := map[string][]string{}
	err = ask(ctx, tx, catalogs[d].references, func(row []string) error {
		named[row[0]] = append(named[row[0]], row[1])
		return nil
	})
	if err != nil {
		return nil, err
	}
	return inOrder(names, byName, named)
}

// inOrder puts what is named before what names it, and otherwise goes by name.
func inOrder(names []string, byName map[string]*store.Table, named map[string][]string) (tables []store.Table, err error) {
	for len(byName) > 0 {
		before := len(byName)
		for _, name := range names {
			t := byName[name]
			waits := slices.ContainsFunc(named[name], func(other string) bool { return other != name && byName[other] != nil })
			if t == nil || waits {
				continue
			}
			if len(t.Key) == 0 {
				return nil, fmt.Errorf("table %s has no key", name)
			}
			tables = append(tables, *t)
			delete(byName, name)
		}
		if len(byName) == before {
			return nil, fmt.Errorf("%d tables name each other in a circle", before)
		}
	}
	return tables, nil
}

// ask reads rows of text.
func ask(ctx context.Context, tx *sql.Tx, query string, take func(row []string) error) error {
	rows, err := tx.QueryContext(ctx, query)
	if err != nil {
		return fmt.Errorf("read the catalog: %w", err)
	}
	return drain(rows, func(values []any) error {
		row := make([]string, len(values))
		for i, v := range values {
			if err := setText(&row[i], v); err != nil {
				return err
			}
		}
		return take(row)
	})
}
