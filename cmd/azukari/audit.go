package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"azukari/internal/domain/audit"
	"azukari/internal/store"
)

// auditCommand is about the audit trail (監査記録, R13.2).
type auditCommand struct {
	Verify verifyAudit `cmd:"" help:"Prove that no line of the audit trail was changed, removed, moved or cut off."`
}

type verifyAudit struct {
	keeping
	Head string `placeholder:"SEQ:HASH" help:"A head that an earlier run printed and that you kept elsewhere: the trail must still hold it."`
}

var errTrail = errors.New("the audit trail does not hold; see above")

// Run follows the trail from its first line and prints where it ends: keep that
// somewhere else.
func (c verifyAudit) Run(ctx context.Context) error {
	kept, err := headIn(c.Head)
	if err != nil {
		return err
	}
	s, err := c.look(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	head, err := s.AuditHead(ctx)
	if err != nil {
		return err
	}
	var proof audit.Proof
	err = s.Scan(ctx, store.Scan{Audit: func(l audit.Line) error {
		if err := proof.Follow(l); err != nil {
			return err
		}
		if l.Seq == kept.Seq && l.Hash != kept.Hash {
			return fmt.Errorf("line %d is not the one of the head that you kept: the trail was written anew", l.Seq)
		}
		return nil
	}})
	if err == nil && proof.Head().Seq < kept.Seq {
		err = fmt.Errorf("the trail ends at line %d, the head that you kept is line %d: lines were cut off", proof.Head().Seq, kept.Seq)
	}
	if err == nil && proof.Head().Seq <= head.Seq { // it may have grown since
		err = proof.Reached(head)
	}
	if err != nil {
		fmt.Println("BAD ", err)
		return errTrail
	}
	fmt.Printf("ok   %d lines, each proving all before it\nhead %d:%s\n", proof.Head().Seq, proof.Head().Seq, proof.Head().Hash)
	return nil
}

// headIn reads a head as verify prints it.
func headIn(text string) (audit.Head, error) {
	if text == "" {
		return audit.Head{}, nil
	}
	seq, hash, _ := strings.Cut(text, ":")
	n, err := strconv.ParseInt(seq, 10, 64)
	if err != nil || n < 1 || len(hash) != 64 {
		return audit.Head{}, &settingError{"--head", fmt.Sprintf("%q is no head", text), "give it as azukari audit verify printed it: 12:9f86d0…"}
	}
	return audit.Head{Seq: n, Hash: hash}, nil
}
