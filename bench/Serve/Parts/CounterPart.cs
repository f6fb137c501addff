using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Evenhand.Bench.Serve.Parts;

/// <summary>What one would build for the gate otherwise: a counter in PostgreSQL, raised with each ask, over 8 connections.</summary>
internal static partial class CounterPart
{
    private const int Clients = 8;
    private const int SpreadKeys = 10_000;
    private const string Counter =
        "INSERT INTO counter (key, n) VALUES (:key, 1) ON CONFLICT (key) DO UPDATE SET n = counter.n + 1 RETURNING n;\n";

    /// <summary>Measures on a cluster of its own, with the settings that PostgreSQL comes with.</summary>
    public static IEnumerable<Row> Run(Plan plan)
    {
        if (Binaries() is not { } binaries)
        {
            var absent = "not installed (apt-get install postgresql)";
            yield return new("a counter in PostgreSQL", absent, "", null, "", null);
            yield break;
        }
        var (asks, hot) = (Asks(plan, plan.Accounts), Asks(plan, 1));
        using var cluster = new Cluster(binaries);
        var spread = cluster.Rate(plan, $"\\set key random(1, {SpreadKeys})\n{Counter}");
        var one = cluster.Rate(plan, $"\\set key 1\n{Counter}");
        yield return Beside("asks beside a counter, spread keys", asks, spread, 3);
        yield return Beside("asks beside a counter, one hot key", hot, one, 8);
    }

    private static double Asks(Plan plan, int accounts)
    {
        using var server = plan.Start($"counter-{accounts}");
        Plan.Open(server, accounts);
        var asks = new Asks(plan, server, 0, accounts);
        _ = asks.Rate(); // warms up
        return Row.Median(Enumerable.Range(0, plan.Rounds).Select(_ => asks.Rate().Rate));
    }

    private static Row Beside(string what, double asks, double upserts, double least) =>
        new(
            what,
            Row.Rate(asks, "asks"),
            $"PostgreSQL, {Clients} connections, {Row.Rate(upserts, "upserts")}",
            asks / upserts,
            $"ratio ≥ {least}",
            asks / upserts >= least
        );

    private static string? Binaries() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .EnumerateDirectories("/usr/lib/postgresql")
                .Select(version => Path.Combine(version, "bin"))
                .LastOrDefault(folder => File.Exists(Path.Combine(folder, "pgbench")))
            : null;

    /// <summary>A cluster in a temporary folder; PostgreSQL refuses to run as root, so it runs as its own user then.</summary>
    private sealed partial class Cluster : IDisposable
    {
        private readonly string binaries;
        private readonly string folder;

        public Cluster(string binaries)
        {
            this.binaries = binaries;
            folder = Run("mktemp", "-d", "-t", "evenhand-postgres-XXXXXX").Trim();
            Program("initdb", "-D", $"{folder}/data", "-U", "bench", "-A", "trust");
            Program(
                "pg_ctl",
                "-D",
                $"{folder}/data",
                "-w",
                "-l",
                $"{folder}/log",
                "-o",
                $"-c listen_addresses='' -c unix_socket_directories={folder}",
                "start"
            );
            Program(
                "psql",
                "-h",
                folder,
                "-U",
                "bench",
                "-d",
                "postgres",
                "-c",
                "CREATE TABLE counter (key bigint PRIMARY KEY, n bigint NOT NULL) WITH (fillfactor = 50)"
            );
        }

        /// <summary>Transactions a second; the middle of as many rounds as the plan has.</summary>
        public double Rate(Plan plan, string script)
        {
            var file = $"{folder}/script.sql";
            Run("sh", "-c", $"cat > {file} <<'SQL'\n{script}SQL");
            return Row.Median(Enumerable.Range(0, plan.Rounds).Select(_ => Round(plan, file)));
        }

        public void Dispose()
        {
            Program("pg_ctl", "-D", $"{folder}/data", "-w", "-m", "immediate", "stop");
            Run("rm", "-rf", folder);
        }

        private double Round(Plan plan, string file)
        {
            var said = Program(
                "pgbench",
                "-h",
                folder,
                "-U",
                "bench",
                "-n",
                "-M",
                "prepared",
                "-c",
                $"{Clients}",
                "-j",
                "1",
                "-T",
                $"{Math.Max(1, (int)plan.Slice.TotalSeconds)}",
                "-f",
                file,
                "postgres"
            );
            return double.Parse(Tps().Match(said).Groups[1].Value, CultureInfo.InvariantCulture);
        }

        private string Program(string name, params string[] arguments) =>
            Run([Path.Combine(binaries, name), .. arguments]);

        private static string Run(params string[] line)
        {
            string[] whole =
                Environment.UserName == "root"
                    ? ["runuser", "-u", "postgres", "--", .. line]
                    : line;
            // pg_ctl leaves a server behind that would keep a pipe open: what is said goes through a file.
            var said = Path.GetTempFileName();
            var start = new ProcessStartInfo(
                "sh",
                ["-c", "out=$1; shift; \"$@\" >\"$out\" 2>&1", "sh", said, .. whole]
            )
            {
                WorkingDirectory = Path.GetTempPath(),
            };
            using var process = Process.Start(start)!;
            process.WaitForExit();
            var text = File.ReadAllText(said);
            File.Delete(said);
            return process.ExitCode == 0
                ? text
                : throw new InvalidOperationException($"{string.Join(' ', line)}: {text}");
        }

        [GeneratedRegex(@"tps = ([\d.]+)")]
        private static partial Regex Tps();
    }
}
