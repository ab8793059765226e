// Checks proofs of the ledger with golang.org/x/mod/sumdb/tlog, the package behind Go's own checksum database.
// Nothing in here is ours but the reading of files. How to run it: docs/audit.md.
//
//	check record <tlog-proof> <entry>              the entry is in the tree of the receipt's checkpoint
//	check tree <consistency.json> <checkpoint>     the checkpoint's tree begins with the older one
//	check tiles <checkpoint> <address> <index>...  the tiles at that address, https or a folder, give the
//	                                               checkpoint's root and hold the entries' leaves
//
// Signatures are openssl's part: Go's note package knows Ed25519 only, the platform signs with ECDSA P-256.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	if len(os.Args) < 4 {
		fail("check record <tlog-proof> <entry> | tree <consistency.json> <checkpoint> | tiles <checkpoint> <address> <index>...")
	}
	switch os.Args[1] {
	case "record":
		record(read(os.Args[2]), read(os.Args[3]))
	case "tree":
		tree(read(os.Args[2]), read(os.Args[3]))
	case "tiles":
		tiles(read(os.Args[2]), os.Args[3], os.Args[4:])
	default:
		fail("record, tree or tiles")
	}
	fmt.Println("proved")
}

func record(receipt, entry []byte) {
	parts := strings.SplitN(string(receipt), "\n\n", 2)
	lines := strings.Split(parts[0], "\n")
	if len(parts) != 2 || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		fail("not a tlog-proof")
	}
	index := number(strings.TrimPrefix(lines[1], "index "))
	size, root := head(parts[1])
	check(tlog.CheckRecord(hashes(lines[2:]), size, root, index, tlog.RecordHash(entry)))
	fmt.Printf("entry %d of %d\n", index, size)
}

func tree(consistency, checkpoint []byte) {
	var older struct {
		Size   int64
		Root   string
		Hashes []string
	}
	check(json.Unmarshal(consistency, &older))
	size, root := head(string(checkpoint))
	check(tlog.CheckTree(hashes(older.Hashes), size, root, older.Size, hash(older.Root)))
	fmt.Printf("%d entries, then %d\n", older.Size, size)
}

func tiles(checkpoint []byte, address string, indexes []string) {
	size, root := head(string(checkpoint))
	// The reader of the package checks every tile against the root before it gives a hash of it.
	reader := tlog.TileHashReader(tlog.Tree{N: size, Hash: root}, at(address))
	for _, index := range indexes {
		n := number(index)
		leaf, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, n)})
		check(err)
		proof, err := tlog.ProveRecord(size, n, reader)
		check(err)
		check(tlog.CheckRecord(proof, size, root, n, leaf[0]))
		fmt.Printf("leaf %d of %d: %v, %d hashes\n", n, size, leaf[0], len(proof))
	}
}

// at reads tiles below an address. The package puts the height of tiles into their path; C2SP tlog-tiles fixes it at 8 and leaves it out.
type at string

func (at) Height() int { return 8 }

func (at) SaveTiles([]tlog.Tile, [][]byte) {}

func (address at) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range wanted {
		path := "tile/" + strings.TrimPrefix(tile.Path(), "tile/8/")
		one, err := fetch(string(address), path)
		if err != nil {
			return nil, err
		}
		data = append(data, one)
	}
	return data, nil
}

func fetch(address, path string) ([]byte, error) {
	if !strings.HasPrefix(address, "http") {
		return os.ReadFile(filepath.Join(address, path))
	}
	request, err := http.NewRequest("GET", strings.TrimSuffix(address, "/")+"/"+path, nil)
	if err != nil {
		return nil, err
	}
	if cookie := os.Getenv("COOKIE"); cookie != "" {
		request.Header.Set("Cookie", cookie)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != 200 {
		return nil, fmt.Errorf("%s: %s", path, answer.Status)
	}
	return io.ReadAll(answer.Body)
}

func head(checkpoint string) (int64, tlog.Hash) {
	lines := strings.Split(checkpoint, "\n")
	if len(lines) < 4 {
		fail("not a checkpoint")
	}
	return number(lines[1]), hash(lines[2])
}

func hashes(lines []string) (all []tlog.Hash) {
	for _, line := range lines {
		all = append(all, hash(line))
	}
	return all
}

func hash(line string) tlog.Hash {
	parsed, err := tlog.ParseHash(line)
	check(err)
	return parsed
}

func number(text string) int64 {
	parsed, err := strconv.ParseInt(text, 10, 64)
	check(err)
	return parsed
}

func read(name string) []byte {
	data, err := os.ReadFile(name)
	check(err)
	return data
}

func check(err error) {
	if err != nil {
		fail(err.Error())
	}
}

func fail(message string) {
	fmt.Fprintln(os.Stderr, message)
	os.Exit(1)
}
