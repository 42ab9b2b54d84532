#!/usr/bin/env bash
# Makes the certificates and keys of the tests anew, with OpenSSL 3 and ssh-keygen. All of it is for
# tests only: the private keys are public, and nothing may ever trust them.
set -euo pipefail
cd "$(dirname "$0")"
rm -f ./*.pem ./*.p12
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export OPENSSL_CONF="$scratch/openssl.cnf"

cat > "$OPENSSL_CONF" <<'END'
[ca]
default_ca = tests
[tests]
database = $ENV::SCRATCH/index
serial = $ENV::SCRATCH/serial
new_certs_dir = $ENV::SCRATCH
policy = any
default_md = sha256
unique_subject = no
[any]
commonName = optional
organizationName = optional
[req]
distinguished_name = name
string_mask = $ENV::MASK
[name]
[server]
subjectAltName = DNS:deis.example.com, DNS:*.Apps.example.com, IP:192.0.2.1
basicConstraints = critical, CA:FALSE
[address]
subjectAltName = IP:192.0.2.1
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[plain]
basicConstraints = CA:FALSE
END
export SCRATCH="$scratch" MASK=utf8only
touch "$scratch/index"
echo 01 > "$scratch/serial"

# sign NAME KEY EXTENSIONS SUBJECT START END [ISSUER KEY | -selfsign] [OPTIONS]
sign() {
    local name=$1 key=$2 extensions=$3 subject=$4 start=$5 end=$6
    shift 6
    local by=(-selfsign -keyfile "$key")
    if [[ ${1:-} == --by ]]; then by=(-cert "$2" -keyfile "$3"); shift 3; fi
    openssl req -new -utf8 -key "$key" -subj "$subject" -out "$scratch/request"
    openssl ca -batch -notext -utf8 -in "$scratch/request" "${by[@]}" -startdate "$start" -enddate "$end" \
        -extensions "$extensions" -out "$name" "$@" 2> "$scratch/log" || { cat "$scratch/log"; exit 1; }
}
start=20260101000000Z end=20270101000000Z

openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa2048-key.pem
openssl rsa -traditional -in rsa2048-key.pem -out rsa2048-pkcs1-key.pem 2> /dev/null
openssl rsa -in rsa2048-key.pem -pubout -out rsa2048-public.pem 2> /dev/null
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out rsa1024-key.pem
openssl genpkey -quiet -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:1024 -out pss-key.pem
openssl ecparam -name prime256v1 -genkey -out ec-key.pem
openssl pkcs8 -topk8 -nocrypt -in ec-key.pem -out ec-pkcs8-key.pem
openssl ec -in ec-key.pem -no_public -out ec-no-public-key.pem 2> /dev/null
openssl ec -in ec-key.pem -param_enc explicit -out ec-explicit-key.pem 2> /dev/null
openssl ec -in ec-key.pem -conv_form compressed -out ec-compressed-key.pem 2> /dev/null
openssl ecparam -name prime256v1 -genkey -noout -out ec-other-key.pem
openssl ecparam -name secp384r1 -genkey -noout -out ec384-key.pem
openssl genpkey -algorithm ED25519 -out ed25519-key.pem
openssl genpkey -algorithm ED448 -out ed448-key.pem
openssl dsaparam -genkey -noout 1024 2> /dev/null | openssl dsa -out dsa-key.pem 2> /dev/null
openssl pkcs8 -topk8 -passout pass:tests -in rsa1024-key.pem -out encrypted-pkcs8-key.pem
openssl rsa -traditional -aes128 -passout pass:tests -in rsa1024-key.pem -out encrypted-traditional-key.pem 2> /dev/null
ssh-keygen -q -t ed25519 -N '' -C tests@example.com -f "$scratch/ssh"
mv "$scratch/ssh" openssh-key.pem

sign rsa2048.pem rsa2048-key.pem server /CN=deis.example.com $start $end
sign rsa1024.pem rsa1024-key.pem plain /CN=small.example.com $start $end
sign sha1.pem rsa1024-key.pem plain /CN=sha1.example.com $start $end -md sha1
sign md5.pem rsa1024-key.pem plain /CN=md5.example.com $start $end -md md5
sign pss.pem pss-key.pem plain /CN=pss.example.com $start $end -sigopt rsa_padding_mode:pss
sign pss-sha1.pem rsa1024-key.pem plain /CN=pss.example.com $start $end -md sha1 -sigopt rsa_padding_mode:pss
sign ec.pem ec-key.pem server /CN=deis.example.com $start $end
sign ec384.pem ec384-key.pem server /CN=deis.example.com $start $end
sign ec-explicit.pem ec-explicit-key.pem plain /CN=explicit.example.com $start $end
sign ed25519.pem ed25519-key.pem plain /CN=ed.example.com $start $end -md null
sign ed448.pem ed448-key.pem plain /CN=ed.example.com $start $end -md null
sign long.pem ec-key.pem plain /CN=long.example.com 19490101000000Z 99991231235959Z
sign common-name.pem ec-key.pem plain '/O=Tests/CN=*.example.com' $start $end
sign nameless.pem ec-key.pem address '/O=Tests & Sons' $start $end
sign accented.pem ec-key.pem plain '/CN=Prüfstelle' $start $end
# 0x800: B_ASN1_BMPSTRING
MASK=MASK:0x800 sign accented-bmp.pem ec-key.pem plain '/CN=Prüfstelle' $start $end
sign root.pem ec-key.pem authority '/CN=Tests Root' $start $end
sign intermediate.pem ec384-key.pem authority '/CN=Tests Intermediate' $start $end --by root.pem ec-key.pem
sign leaf.pem rsa2048-key.pem server /CN=deis.example.com $start $end --by intermediate.pem ec384-key.pem
cat leaf.pem intermediate.pem > chain.pem
openssl x509 -in ec.pem -addtrust serverAuth -trustout -out trusted.pem
openssl req -new -key ec-key.pem -subj /CN=deis.example.com -out request.pem
openssl crl2pkcs7 -nocrl -certfile ec.pem -out pkcs7.pem
openssl pkcs12 -export -in ec.pem -inkey ec-key.pem -passout pass:tests -out ec.p12
openssl pkcs12 -in ec.p12 -passin pass:tests -nokeys -out bag.pem
openssl ecparam -name prime256v1 -out parameters.pem
