package workflow

# What go-ini takes for false: whatever it does not know is true.
false_words := {"0", "f", "F", "false", "FALSE", "False", "NO", "no", "No", "n", "OFF", "off", "Off"}

judged_word(word) := "pass" if word in false_words

else := "fail"

results contains result("grafana-signup", item, outcome) if {
	some item in workloads("grafana")
	outcome := signup(item)
}

# Grafana's own override counts unless it is empty.
signup(item) := judged_word(over) if {
	over := value(item, "GF_USERS_ALLOW_SIGN_UP")
	not over in {null, ""}
	not contains(over, "$")
} else := outcome if {
	value(item, "GF_USERS_ALLOW_SIGN_UP") in {null, ""}
	is_in_file(item)
	outcome := judged_word(ini_word(item))
} else := outcome if {
	value(item, "GF_USERS_ALLOW_SIGN_UP") in {null, ""}
	is_without_file(item)
	outcome := by_variable(item, value(item, "ALLOW_SIGN_UP"))
}

by_variable(item, null) := "fail" if not is_later(item)

by_variable(_, "") := "fail"

by_variable(_, word) := judged_word(trim_space(word)) if {
	is_string(word)
	word != ""
	every special in ["\"", "'", "`", "#", ";", "\n", "\\", "%", "$"] {
		not contains(word, special)
	}
}

# Drycc's first Grafana is that of Deis under another name.
is_later(item) if {
	family(item.metadata.namespace) == "drycc"
	item.metadata.name == name_of(item.metadata.namespace, "grafana")
}

is_in_file(item) if {
	family(item.metadata.namespace) == "drycc"
	objects[item.metadata.namespace].ConfigMap["grafana-config"]
}

is_without_file(item) if family(item.metadata.namespace) == "deis"

is_without_file(item) if get(item.metadata.namespace, "ConfigMap", "grafana-config") == null

# What the file says of sign-ups in its section for users: the last line counts, null where none does.
ini_word(item) := null if count(ini_lines(item)) == 0

else := bare(plain) if {
	lines := ini_lines(item)
	last := lines[count(lines) - 1]
	not startswith(last, `"""`)
	not startswith(last, "`")
	not endswith(last, "\\")
	not contains(last, "%")
	not contains(last, "$")
	plain := trim_space(split(split(last, "#")[0], ";")[0])
}

bare(word) := substring(word, 1, count(word) - 2) if is_quoted(word, `"`)

else := substring(word, 1, count(word) - 2) if is_quoted(word, "'")

else := word

is_quoted(word, quote) if {
	count(word) > 1
	startswith(word, quote)
	endswith(word, quote)
}

ini_lines(item) := [trim_space(substring(line, place + 1, -1)) |
	file := objects[item.metadata.namespace].ConfigMap["grafana-config"].data["grafana.ini"]
	lines := [trim_space(line) | some line in split(file, "\n")]
	heads := [number | some number, line in lines; startswith(line, "[")]
	some number, line in lines
	not startswith(line, "[")
	not startswith(line, "#")
	not startswith(line, ";")
	before := [head | some head in heads; head < number]
	count(before) > 0
	split(lines[before[count(before) - 1]], "]")[0] == "[users"
	place := first_separator(line)
	trim(trim_space(substring(line, 0, place)), "\"`") == "allow_sign_up"
]

first_separator(line) := min({at | some sign in ["=", ":"]; at := indexof(line, sign); at >= 0})
