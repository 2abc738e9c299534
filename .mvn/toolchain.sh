# Finds the JDK and the Maven for Baton. Sourced by mvnw and baton, which set baton_root first. POSIX sh.
#
#   find_jdk     sets and exports JAVA_HOME to a JDK 25, or reports what is missing and exits with 1
#   find_maven   sets MVN to the mvn of a Maven 3.9, fetched by another Maven if necessary, or reports and exits with 1

wanted_jdk=25
fetched_maven=3.9.11
# Pinned: an older Maven would take the newest version.
unpack_goal=org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack

say() {
  printf '%s\n' "$*" >&2
}

# Prints the file of a command in the PATH, with symbolic links resolved; nothing if there is none.
command_file() {
  cf_path=$(command -v "$1" 2>/dev/null) || return 0
  case $cf_path in
    /*) readlink -f "$cf_path" 2>/dev/null || printf '%s\n' "$cf_path" ;;
  esac
}

# Prints the feature release of the JDK in a folder; nothing if the folder is not a JDK.
jdk_release() {
  [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ] || return 0
  jr_version=
  if [ -r "$1/release" ]; then
    jr_version=$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$1/release")
  fi
  if [ -z "$jr_version" ]; then
    jr_version=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p' | head -n 1)
  fi
  case $jr_version in
    1.*) jr_version=${jr_version#1.} ;;
  esac
  printf '%s\n' "${jr_version%%[!0-9]*}"
}

# Prints folders that may have a JDK, one a line, the best first.
jdk_candidates() {
  printf '%s\n' "${JAVA_HOME:-}"
  for jc_tool in javac java; do
    jc_file=$(command_file $jc_tool)
    [ -z "$jc_file" ] || dirname "$(dirname "$jc_file")"
  done
  if [ -x /usr/libexec/java_home ]; then
    /usr/libexec/java_home -v "$wanted_jdk" 2>/dev/null || true
  fi
  for jc_home in \
    "${SDKMAN_DIR:-${HOME:-/nonexistent}/.sdkman}"/candidates/java/* \
    /usr/lib/jvm/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-/nonexistent}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${HOME:-/nonexistent}"/.jdks/* \
    /opt/java/* /opt/jdk* /usr/java/*; do
    printf '%s\n' "$jc_home"
  done
}

find_jdk() {
  fj_seen=
  fj_home=
  while IFS= read -r fj_candidate; do
    [ -n "$fj_candidate" ] && [ -d "$fj_candidate" ] || continue
    fj_release=$(jdk_release "$fj_candidate")
    [ -n "$fj_release" ] || continue
    if [ "$fj_release" = "$wanted_jdk" ]; then
      fj_home=$fj_candidate
      break
    fi
    fj_seen="$fj_seen
  $fj_release in $fj_candidate"
  done <<CANDIDATES
$(jdk_candidates)
CANDIDATES
  if [ -z "$fj_home" ]; then
    say "Baton needs a JDK $wanted_jdk, and there is none in JAVA_HOME, on the PATH or in the usual places."
    [ -z "$fj_seen" ] || say "Found only:$fj_seen"
    say "Install one (a package like temurin-$wanted_jdk-jdk or openjdk-$wanted_jdk-jdk, or 'sdk install java'), or set JAVA_HOME to its folder."
    exit 1
  fi
  JAVA_HOME=$fj_home
  export JAVA_HOME
}

# Prints the version of the Maven of an mvn file; nothing if it is not Maven.
maven_version() {
  [ -x "$1" ] || return 0
  for mv_jar in "$(dirname "$1")"/../lib/maven-core-[0-9]*.jar; do
    mv_name=${mv_jar##*/maven-core-}
    case ${mv_name%.jar} in
      [0-9]*.[0-9]*.[0-9]*)
        printf "%s\n" "${mv_name%.jar}"
        return 0
        ;;
    esac
  done
  # Run outside the project: its .mvn folder has options that an older Maven does not know.
  (cd / && MAVEN_ARGS='' "$1" --version 2>/dev/null) | sed -n 's/.*Apache Maven \([0-9][0-9.]*\).*/\1/p' | head -n 1
}

# Prints mvn files, one a line, the best first.
maven_candidates() {
  for mc_home in "${MAVEN_HOME:-}" "${M2_HOME:-}"; do
    [ -z "$mc_home" ] || printf '%s\n' "$mc_home/bin/mvn"
  done
  command_file mvn
  for mc_file in \
    "${SDKMAN_DIR:-${HOME:-/nonexistent}/.sdkman}"/candidates/maven/*/bin/mvn \
    "$baton_root"/.baton/maven/*/bin/mvn \
    "${HOME:-/nonexistent}"/.m2/wrapper/dists/apache-maven-3.9*/*/bin/mvn \
    "${HOME:-/nonexistent}"/.m2/wrapper/dists/apache-maven-3.9*/*/*/bin/mvn \
    /opt/homebrew/opt/maven/libexec/bin/mvn /usr/local/opt/maven/libexec/bin/mvn \
    /usr/share/maven/bin/mvn /opt/maven/bin/mvn /opt/apache-maven*/bin/mvn; do
    printf '%s\n' "$mc_file"
  done
}

find_maven() {
  MVN=
  fm_older=
  fm_older_version=
  while IFS= read -r fm_candidate; do
    [ -n "$fm_candidate" ] && [ -x "$fm_candidate" ] || continue
    fm_version=$(maven_version "$fm_candidate")
    case $fm_version in
      3.9 | 3.9.* | 3.[1-9][0-9]*)
        MVN=$fm_candidate
        return 0
        ;;
      ?*)
        if [ -z "$fm_older" ]; then
          fm_older=$fm_candidate
          fm_older_version=$fm_version
        fi
        ;;
    esac
  done <<CANDIDATES
$(maven_candidates)
CANDIDATES
  if [ -z "$fm_older" ]; then
    say "Baton needs Maven 3.9, and there is no Maven on the PATH or in the usual places."
    say "Install any Maven 3 (a package like maven, or 'sdk install maven'); an older one is enough to fetch 3.9."
    exit 1
  fi
  fetch_maven
}

# Fetches Maven 3.9 by its coordinates through another Maven, from that one's repositories.
fetch_maven() {
  fe_folder=$baton_root/.baton/maven
  fe_temp=$fe_folder/.fetch.$$
  MVN=$fe_folder/apache-maven-$fetched_maven/bin/mvn
  say "Maven $fm_older_version is not 3.9: fetching Maven $fetched_maven with it, once, into .baton/maven"
  # An .mvn folder of its own: Maven would find the project's, which has options that an older Maven does not know.
  mkdir -p "$fe_temp/.mvn" || exit 1
  trap 'rm -rf "$fe_temp"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  # Run in that folder, because the plugin leaves files in the folder it runs in.
  if ! (cd "$fe_temp" && MAVEN_ARGS='' "$fm_older" -q -B "$unpack_goal" \
    "-Dartifact=org.apache.maven:apache-maven:$fetched_maven:zip:bin" \
    "-DoutputDirectory=$fe_temp/unpacked" </dev/null >"$fe_temp/log" 2>&1); then
    grep -v '^WARNING' "$fe_temp/log" | head -n 20 >&2
    say "Maven $fetched_maven could not be fetched with $fm_older (Maven $fm_older_version); see above."
    say "Is a Maven repository reachable? Otherwise install Maven 3.9 and put it on the PATH."
    exit 1
  fi
  chmod +x "$fe_temp/unpacked/apache-maven-$fetched_maven/bin/mvn" || exit 1
  # Another build may have fetched it first; either result is good.
  if [ ! -x "$MVN" ] && ! mv "$fe_temp/unpacked/apache-maven-$fetched_maven" "$fe_folder/" 2>/dev/null && [ ! -x "$MVN" ]; then
    say "Maven $fetched_maven could not be put into $fe_folder"
    exit 1
  fi
  rm -rf "$fe_temp"
  trap - EXIT INT TERM
}
