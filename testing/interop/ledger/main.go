// Command ledger verifies a ledger of Entente that was exported as static tlog files, with the log
// and note libraries of the Go project and no code of Entente.
//
//	go run . FOLDER VERIFIER_KEY
//
// It checks the checkpoint's signature, recomputes the root from the entries up, and compares every
// tile of every level. It prints the origin, size and root, and exits 0, or says what is wrong.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Height of a tile: 2^8 hashes.
const height = 8

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: ledger FOLDER VERIFIER_KEY")
		os.Exit(2)
	}
	if err := verify(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "refused:", err)
		os.Exit(1)
	}
}

func verify(folder, vkey string) error {
	origin, size, root, err := openCheckpoint(folder, vkey)
	if err != nil {
		return err
	}
	hashes, err := hashEntries(folder, size)
	if err != nil {
		return err
	}
	computed, err := tlog.TreeHash(size, hashes)
	if err != nil {
		return err
	}
	if computed != root {
		return fmt.Errorf("entries lead to root %v, the checkpoint says %v", computed, root)
	}
	tiles, err := compareTiles(folder, size, hashes)
	if err != nil {
		return err
	}
	fmt.Printf("%s: %d entries, %d tiles, root %v\n", origin, size, tiles, root)
	return nil
}

// openCheckpoint reads origin, size and root from a note signed by vkey; other signatures are ignored.
func openCheckpoint(folder, vkey string) (origin string, size int64, root tlog.Hash, err error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return "", 0, root, err
	}
	signed, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	if err != nil {
		return "", 0, root, err
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return "", 0, root, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		return "", 0, root, errors.New("not a checkpoint of this ledger")
	}
	size, err = strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return "", 0, root, err
	}
	digest, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(digest) != tlog.HashSize {
		return "", 0, root, errors.New("the root is no hash")
	}
	copy(root[:], digest)
	return lines[0], size, root, nil
}

// hashEntries computes all stored hashes of the log from its entry bundles.
func hashEntries(folder string, size int64) (tlog.HashReaderFunc, error) {
	var stored []tlog.Hash
	read := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		found := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			if index >= int64(len(stored)) {
				return nil, fmt.Errorf("no hash %d", index)
			}
			found[i] = stored[index]
		}
		return found, nil
	})
	var count int64
	for _, name := range rowOf(size) {
		bundle, err := os.ReadFile(tilePath(folder, "entries", name.index, name.width))
		if err != nil {
			return nil, err
		}
		for i := 0; i < name.width; i++ {
			if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
				return nil, fmt.Errorf("bundle %d is cut short", name.index)
			}
			end := 2 + int(binary.BigEndian.Uint16(bundle))
			more, err := tlog.StoredHashes(count, bundle[2:end], read)
			if err != nil {
				return nil, err
			}
			stored = append(stored, more...)
			bundle = bundle[end:]
			count++
		}
		if len(bundle) > 0 {
			return nil, fmt.Errorf("bundle %d holds more than its entries", name.index)
		}
	}
	return read, nil
}

// compareTiles compares every tile file with the computed hashes and counts them.
func compareTiles(folder string, size int64, hashes tlog.HashReader) (int, error) {
	compared := 0
	for level, hashesAtLevel := 0, size; hashesAtLevel > 0; level, hashesAtLevel = level+1, hashesAtLevel>>height {
		for _, name := range rowOf(hashesAtLevel) {
			want, err := tlog.ReadTileData(tlog.Tile{H: height, L: level, N: name.index, W: name.width}, hashes)
			if err != nil {
				return 0, err
			}
			path := tilePath(folder, strconv.Itoa(level), name.index, name.width)
			got, err := os.ReadFile(path)
			if err != nil {
				return 0, err
			}
			if !bytes.Equal(got, want) {
				return 0, fmt.Errorf("%s is not made of the entries", path)
			}
			compared++
		}
	}
	return compared, nil
}

type tileName struct {
	index int64
	width int
}

// rowOf names the tiles that hold count hashes, or the bundles that hold count entries.
func rowOf(count int64) []tileName {
	var names []tileName
	for index := int64(0); index < count>>height; index++ {
		names = append(names, tileName{index, 1 << height})
	}
	if width := int(count % (1 << height)); width > 0 {
		names = append(names, tileName{count >> height, width})
	}
	return names
}

// tilePath is a path of C2SP tlog-tiles; those of the tlog package have the height in them.
func tilePath(folder, level string, index int64, width int) string {
	path := fmt.Sprintf("%03d", index%1000)
	for index /= 1000; index > 0; index /= 1000 {
		path = fmt.Sprintf("x%03d/%s", index%1000, path)
	}
	if width < 1<<height {
		path = fmt.Sprintf("%s.p/%d", path, width)
	}
	return filepath.Join(folder, "tile", level, filepath.FromSlash(path))
}
