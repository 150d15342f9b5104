// Command ledger verifies a ledger of Entente as static tlog files, exported or served, with the log and
// note libraries of the Go project and no code of Entente.
//
//	go run . FOLDER VERIFIER_KEY
//	go run . URL VERIFIER_KEY SERVER_PEM CLIENT_PEM CLIENT_KEY_PEM
//
// A member serves its ledger to the other members, so a URL takes the certificate of one of them. The
// Content-Type and Cache-Control that C2SP tlog-tiles asks for are checked there too.
//
// It checks the checkpoint's signature, recomputes the root from the entries up, and compares every
// tile of every level. It prints the origin, size and root, and exits 0, or says what is wrong.
package main

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Height of a tile: 2^8 hashes.
const height = 8

// A source gives the bytes of a resource: checkpoint, or the path of a tile or bundle.
type source func(path string) ([]byte, error)

func main() {
	if len(os.Args) != 3 && len(os.Args) != 6 {
		fmt.Fprintln(os.Stderr, "usage: ledger FOLDER|URL VERIFIER_KEY [SERVER_PEM CLIENT_PEM CLIENT_KEY_PEM]")
		os.Exit(2)
	}
	read := files(os.Args[1])
	if len(os.Args) == 6 {
		served, err := server(os.Args[1], os.Args[3], os.Args[4], os.Args[5])
		if err != nil {
			fmt.Fprintln(os.Stderr, "refused:", err)
			os.Exit(1)
		}
		read = served
	}
	if err := verify(read, os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "refused:", err)
		os.Exit(1)
	}
}

func files(folder string) source {
	return func(path string) ([]byte, error) {
		return os.ReadFile(filepath.Join(folder, filepath.FromSlash(path)))
	}
}

// server reads over mutual TLS.
func server(url, serverPem, clientPem, clientKeyPem string) (source, error) {
	pem, err := os.ReadFile(serverPem)
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(pem) {
		return nil, errors.New("no certificate of the server")
	}
	own, err := tls.LoadX509KeyPair(clientPem, clientKeyPem)
	if err != nil {
		return nil, err
	}
	config := &tls.Config{RootCAs: roots, Certificates: []tls.Certificate{own}, MinVersion: tls.VersionTLS13}
	client := &http.Client{
		Transport: &http.Transport{TLSClientConfig: config},
		Timeout:   20 * time.Second,
	}
	return func(path string) ([]byte, error) {
		response, err := client.Get(url + "/" + path)
		if err != nil {
			return nil, err
		}
		defer response.Body.Close()
		if response.StatusCode != http.StatusOK {
			return nil, fmt.Errorf("%s: status %d", path, response.StatusCode)
		}
		wanted, lasting := "application/octet-stream", true
		if path == "checkpoint" {
			wanted, lasting = "text/plain; charset=utf-8", false
		}
		if got := response.Header.Get("Content-Type"); got != wanted {
			return nil, fmt.Errorf("%s: Content-Type %q", path, got)
		}
		if cache := response.Header.Get("Cache-Control"); strings.Contains(cache, "immutable") != lasting {
			return nil, fmt.Errorf("%s: Cache-Control %q", path, cache)
		}
		return io.ReadAll(io.LimitReader(response.Body, 64<<20))
	}, nil
}

func verify(read source, vkey string) error {
	origin, size, root, err := openCheckpoint(read, vkey)
	if err != nil {
		return err
	}
	hashes, err := hashEntries(read, size)
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
	tiles, err := compareTiles(read, size, hashes)
	if err != nil {
		return err
	}
	fmt.Printf("%s: %d entries, %d tiles, root %v\n", origin, size, tiles, root)
	return nil
}

// openCheckpoint reads origin, size and root from a note signed by vkey; other signatures are ignored.
func openCheckpoint(read source, vkey string) (origin string, size int64, root tlog.Hash, err error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return "", 0, root, err
	}
	signed, err := read("checkpoint")
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
func hashEntries(read source, size int64) (tlog.HashReaderFunc, error) {
	var stored []tlog.Hash
	known := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
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
		bundle, err := read(tilePath("entries", name.index, name.width))
		if err != nil {
			return nil, err
		}
		for i := 0; i < name.width; i++ {
			if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
				return nil, fmt.Errorf("bundle %d is cut short", name.index)
			}
			end := 2 + int(binary.BigEndian.Uint16(bundle))
			more, err := tlog.StoredHashes(count, bundle[2:end], known)
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
	return known, nil
}

// compareTiles compares every tile file with the computed hashes and counts them.
func compareTiles(read source, size int64, hashes tlog.HashReader) (int, error) {
	compared := 0
	for level, hashesAtLevel := 0, size; hashesAtLevel > 0; level, hashesAtLevel = level+1, hashesAtLevel>>height {
		for _, name := range rowOf(hashesAtLevel) {
			want, err := tlog.ReadTileData(tlog.Tile{H: height, L: level, N: name.index, W: name.width}, hashes)
			if err != nil {
				return 0, err
			}
			path := tilePath(strconv.Itoa(level), name.index, name.width)
			got, err := read(path)
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
func tilePath(level string, index int64, width int) string {
	path := fmt.Sprintf("%03d", index%1000)
	for index /= 1000; index > 0; index /= 1000 {
		path = fmt.Sprintf("x%03d/%s", index%1000, path)
	}
	if width < 1<<height {
		path = fmt.Sprintf("%s.p/%d", path, width)
	}
	return "tile/" + level + "/" + path
}
