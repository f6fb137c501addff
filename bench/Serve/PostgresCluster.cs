using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Evenhand.Bench.Serve;

/// <summary>A cluster in a temporary folder; PostgreSQL refuses to run as root, so it runs as its own user then.</summary>
internal sealed partial class PostgresCluster : IDisposable
{
    /// <summary>Connections of <c>pgbench</c>.</summary>
    public const int Clients = 8;

    private readonly string binaries;
    private readonly string folder;

    /// <summary>Starts one.</summary>
    /// <param name="binaries">PostgreSQL's programs.</param>
    /// <param name="tables">What is made in it.</param>
    public PostgresCluster(string binaries, string tables)
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
        Program("psql", "-h", folder, "-U", "bench", "-d", "postgres", "-c", tables);
    }

    /// <summary>The keywords of a connection to it.</summary>
    public string Connection => $"Host={folder};Database=postgres;Username=bench";

    /// <summary>Where PostgreSQL's programs are; null where it is not installed.</summary>
    public static string? Binaries() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .EnumerateDirectories("/usr/lib/postgresql")
                .Select(version => Path.Combine(version, "bin"))
                .LastOrDefault(folder => File.Exists(Path.Combine(folder, "pgbench")))
            : null;

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
            Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--", .. line] : line;
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
