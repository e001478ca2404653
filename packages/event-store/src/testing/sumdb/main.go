// Checks signed checkpoints, consistency and inclusion proofs with the packages that Go checks its checksum database with.
//
// It reads checks as JSON from its input and writes one text for each: empty, or why it was refused.
package main

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type check struct {
	Kind    string   // checkpoint, consistency or inclusion
	Key     string   // the public key of the log
	Note    string   // the checkpoint
	Earlier string   // consistency: the checkpoint that it continues
	Path    []string // consistency: the hashes, in base64
	Proof   string   // inclusion: a proof in the form of C2SP tlog-proof
}

func main() {
	var checks []check
	if err := json.NewDecoder(os.Stdin).Decode(&checks); err != nil {
		log.Fatal(err)
	}
	results := make([]string, len(checks))
	for i, c := range checks {
		if err := c.run(); err != nil {
			results[i] = err.Error()
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(results); err != nil {
		log.Fatal(err)
	}
}

func (c check) run() error {
	switch c.Kind {
	case "checkpoint":
		_, err := open(c.Note, c.Key)
		return err
	case "consistency":
		return c.consistency()
	case "inclusion":
		return c.inclusion()
	}
	return fmt.Errorf("there is no check %q", c.Kind)
}

// open verifies the signature of a checkpoint and reads its tree.
func open(text, key string) (tree tlog.Tree, err error) {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return tree, err
	}
	opened, err := note.Open([]byte(text), note.VerifierList(verifier))
	if err != nil {
		return tree, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return tree, errors.New("not a checkpoint of this log")
	}
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return tree, err
	}
	tree.Hash, err = tlog.ParseHash(lines[2])
	return tree, err
}

func (c check) consistency() error {
	earlier, err := open(c.Earlier, c.Key)
	if err != nil {
		return err
	}
	later, err := open(c.Note, c.Key)
	if err != nil {
		return err
	}
	path, err := hashes(c.Path)
	if err != nil {
		return err
	}
	return tlog.CheckTree(path, later.N, later.Hash, earlier.N, earlier.Hash)
}

func (c check) inclusion() error {
	proof, checkpoint, found := strings.Cut(c.Proof, "\n\n")
	lines := strings.Split(proof, "\n")
	if !found || len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("not a proof")
	}
	leaf, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	if err != nil {
		return err
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	if err != nil {
		return err
	}
	path, err := hashes(lines[3:])
	if err != nil {
		return err
	}
	tree, err := open(checkpoint, c.Key)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(path, tree.N, tree.Hash, index, tlog.RecordHash(leaf))
}

func hashes(lines []string) ([]tlog.Hash, error) {
	parsed := make([]tlog.Hash, len(lines))
	for i, line := range lines {
		var err error
		if parsed[i], err = tlog.ParseHash(line); err != nil {
			return nil, err
		}
	}
	return parsed, nil
}
