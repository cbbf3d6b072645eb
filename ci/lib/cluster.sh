# Sourced by ci/validates-runner: the clusters of mode cluster. The caller stops them when it ends.
# start_cluster OUTPUT sets cluster_dir, with the masters' addresses in address-processes and
# address-in-jvm; OUTPUT is where the program that uses them writes.

cluster_pids=()

# Forks and clusters share a machine: one that is slow is not lost. A process that dies closes its connections.
cluster_patience=--heartbeat-timeout-millis=30000

stop_cluster() {
  [ ${#cluster_pids[@]} -eq 0 ] || kill "${cluster_pids[@]}" 2>/dev/null || true
  wait || true
  rm -rf "$cluster_dir"
}

start_master() {
  WEIR_JAVA_OPTS=-Xmx512m bin/weir master --port=0 --dir="$cluster_dir/master-$1" \
    --address-file="$cluster_dir/address-$1" "$cluster_patience" >>"$cluster_log" 2>&1 &
  cluster_pids+=($!)
}

start_cluster() {
  local output=$1
  cluster_dir=$(mktemp -d)
  mkdir -p "$output"
  cluster_log=$output/cluster.log
  : >"$cluster_log"
  bin/weir master --help >/dev/null # Builds what is needed.
  start_master processes
  start_master in-jvm
  local waited=0
  until [ -s "$cluster_dir/address-processes" ] && [ -s "$cluster_dir/address-in-jvm" ]; do
    waited=$((waited + 1))
    [ "$waited" -le 600 ] || { echo "ci/validates-runner: no master within a minute; see $cluster_log" >&2; return 1; }
    sleep 0.1
  done
  # What Beam promises user code about its JVM; the program writes the file before the first test.
  local jamm=
  jamm=$(tr ':' '\n' <validates-runner-tests/target/quick/class-path.txt | grep '/jamm-[^/]*$')
  local security=$PWD/$output/java.security
  local i
  for i in 1 2; do
    # Jobs are many and short: start quickly rather than run fast. The immutability checks hold some
    # thirty copies of the keys of 100 MB, which go to the old generation at once.
    WEIR_JAVA_OPTS=-Xmx256m bin/weir worker --master="$(cat "$cluster_dir/address-processes")" \
      --dir="$cluster_dir/worker-$i" "$cluster_patience" \
      --jvm-option=-Xmx9g --jvm-option=-XX:NewRatio=8 --jvm-option=-XX:+UseSerialGC \
      --jvm-option=-XX:TieredStopAtLevel=1 --jvm-option="-javaagent:$jamm" \
      --jvm-option="-Djava.security.properties=$security" >>"$cluster_log" 2>&1 &
    cluster_pids+=($!)
  done
}
