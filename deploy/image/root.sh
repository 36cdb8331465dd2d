#!/usr/bin/env bash
# Lays out the file system of the image, for the Dockerfile and for `mvn -Pimage package` alike: a Java runtime of the
# modules that are used, the jars, and an AOT cache from a training run, so that a pod is ready in seconds.
#
# usage: root.sh JDK JARS ROOT
#   JDK   a JDK 25; where it is none, JAVA_HOME and /usr/lib/jvm are looked through
#   JARS  the folder of all jars, vigil-node's among them (runtime/node/target/dist/lib)
#   ROOT  made anew
set -euo pipefail

jars="$2" root="$(mkdir -p "$3" && cd "$3" && pwd)"
home="$root/opt/vigil"

jdk=""
for candidate in "$1" "${JAVA_HOME:-}" /usr/lib/jvm/*; do
  if [ -x "$candidate/bin/jlink" ] && "$candidate/bin/java" -version 2>&1 | head -n 1 | grep -Eq 'version "25([."-]|$)'; then
    jdk="$candidate"
    break
  fi
done
if [ -z "$jdk" ]; then
  echo "a JDK 25 is missing: neither $1, nor JAVA_HOME, nor one under /usr/lib/jvm" >&2
  exit 1
fi

rm -rf "$root"
mkdir -p "$home/libs" "$home/classpath" "$home/extensions" "$root/etc" "$root/tmp" "$root/var/lib/vigil"
# Where volumes are mounted; the image has to run without them too.
chmod 777 "$root/tmp" "$root/var/lib/vigil"
printf 'root:x:0:0::/:/none\nvigil:x:10001:10001::/var/lib/vigil:/none\n' > "$root/etc/passwd"
printf 'root:x:0:\nvigil:x:10001:\n' > "$root/etc/group"
printf 'hosts: files dns\n' > "$root/etc/nsswitch.conf"

# Where jib puts them; the cache is bound to their names, order and times.
cp "$jars"/*.jar "$home/libs/"
mv "$home"/libs/vigil-node-*.jar "$home/classpath/"
find "$home/libs" "$home/classpath" -type f -exec touch -d @1 {} +

# What jdeps finds in the jars, and what it cannot: elliptic curves, jars as file systems, what shows what a process does.
# OkHttp's jar is a module that names Okio, which jdeps looks for on the module path only.
found="$("$jdk/bin/jdeps" --print-module-deps --ignore-missing-deps --multi-release 25 \
  --module-path "$(echo "$home"/libs/okio-jvm-*.jar)" "$home"/libs/*.jar "$home"/classpath/*.jar 2>/dev/null | tail -n 1)"
"$jdk/bin/jlink" --add-modules "$found,jdk.crypto.ec,jdk.zipfs,jdk.jcmd,jdk.management.agent" \
  --no-header-files --no-man-pages --output "$home/jre"

# The C library that Java needs, so that the image needs no other one under it.
for native in "$home"/jre/bin/java "$home"/jre/lib/{server/libjvm,libjava,libnet,libnio,libzip,libextnet,libmanagement,libjimage}.so; do
  ldd "$native" | grep -oE '(=> |^[[:space:]]+)/[^ ]+' | grep -oE '/.*' | grep -vF "$home" || true
done | sort -u | while read -r library; do
  mkdir -p "$root$(dirname "$library")"
  cp -L "$library" "$root$library"
done

# The class path is written out: the order in which a folder's files are found is not the same everywhere.
class_path="$(cd "$home" && find libs classpath -name '*.jar' | LC_ALL=C sort | sed 's|^|/opt/vigil/|' | paste -sd:)"
cat > "$home/vigil.options" <<OPTIONS
--sun-misc-unsafe-memory-access=allow
--enable-native-access=ALL-UNNAMED
-XX:+UseCompactObjectHeaders
-XX:+UseG1GC
-cp $class_path
OPTIONS

# The training run, with the options and the jars of the image: the demo uses all of a node, over real HTTP.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
sed "s|/opt/vigil/|$home/|g" "$home/vigil.options" > "$work/options"
(cd "$work" && "$home/jre/bin/java" "@$work/options" -XX:AOTCacheOutput="$home/vigil.aot" -Xlog:aot=off \
  dev.vigil.node.cli.Main demo --fast --once --folder "$work/demo" > "$work/training.log" 2>&1) \
  || { cat "$work/training.log" >&2; exit 1; }
test -s "$home/vigil.aot" || { cat "$work/training.log" >&2; exit 1; }
printf -- '-XX:AOTCache=/opt/vigil/vigil.aot\n' >> "$home/vigil.options"
