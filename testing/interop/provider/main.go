// Command test-provider is an OpenID provider by other people: zitadel/oidc with its example of storage and
// login page, over TLS.
//
// usage: test-provider ISSUER CLIENT REDIRECT CERTIFICATE KEY
//
// It listens at the host and port of the issuer. Its people are test-user@HOST (subject id1) and test-user2
// (subject id2), with the password verysecure. It ends when its standard input does.
package main

import (
	"io"
	"log"
	"log/slog"
	"net/http"
	"net/url"
	"os"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
)

func main() {
	if len(os.Args) != 6 {
		log.Fatal("usage: test-provider ISSUER CLIENT REDIRECT CERTIFICATE KEY")
	}
	issuer, client, redirect := os.Args[1], os.Args[2], os.Args[3]
	place, err := url.Parse(issuer)
	if err != nil {
		log.Fatal(err)
	}
	storage.RegisterClients(storage.NativeClient(client, redirect))
	store := storage.NewStorage(storage.NewUserStore(issuer))
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	router := exampleop.SetupServer(issuer, store, quiet, false)
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	log.Fatal(http.ListenAndServeTLS(place.Host, os.Args[4], os.Args[5], router))
}
