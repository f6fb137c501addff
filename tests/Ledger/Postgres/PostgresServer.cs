using System.Diagnostics;
using Npgsql;
using Xunit;

namespace Evenhand.Tests.Ledger.Postgres;

/// <summary>
/// A real PostgreSQL server with a data folder of its own. PostgreSQL refuses to run as root, so it runs as its own user then. A
/// watchdog, which reads from this process until there is nobody to read from, stops it and takes its folder away: so nothing is
/// left behind however this process ends.
/// </summary>
internal sealed class PostgresServer : IDisposable
{
    /// <summary>Whoever may do everything, over the socket and without a password.</summary>
    public const string Administrator = "administrator";

    private static readonly Lazy<PostgresServer?> Whole = new(() => Start());
    private static int databases;

    private readonly string binaries;
    private readonly Process watchdog;

    private PostgresServer(string binaries, string folder, params string[] settings)
    {
        (this.binaries, Folder) = (binaries, folder);
        Run("initdb", "-D", Data, "-U", Administrator, "-A", "trust", "-N", "--locale=C.UTF-8");
        Settings = settings;
        const string Named = "port=";
        Port = int.Parse(
            settings
                .FirstOrDefault(each => each.StartsWith(Named, StringComparison.Ordinal))
                ?[Named.Length..]
                ?? "5432",
            System.Globalization.CultureInfo.InvariantCulture
        );
        Begin();
        watchdog = Watch();
    }

    /// <summary>What is missing, where there is no server to be had.</summary>
    public static string Missing { get; private set; } = "";

    /// <summary>Where everything of it lies.</summary>
    public string Folder { get; }

    /// <summary>Its data.</summary>
    public string Data => Path.Combine(Folder, "data");

    /// <summary>What it is started with.</summary>
    public string[] Settings { get; }

    /// <summary>The port of its address, and of its socket's name.</summary>
    public int Port { get; }

    /// <summary>The one server of this run; the test counts as skipped where there is none.</summary>
    public static PostgresServer OfThisRun()
    {
        Assert.SkipWhen(Whole.Value is null, Missing);
        return Whole.Value!;
    }

    /// <summary>A server of one test's own, to be stopped and spoiled; the test counts as skipped where there is none.</summary>
    public static PostgresServer Own(params string[] settings)
    {
        var server = Start(settings);
        Assert.SkipWhen(server is null, Missing);
        return server!;
    }

    /// <summary>The keywords of a connection as somebody.</summary>
    public string Connection(string database, string user = Administrator) =>
        $"Host={Folder};Port={Port};Database={database};Username={user}";

    /// <summary>Makes an empty database.</summary>
    public string NewDatabase()
    {
        var name = $"test_{Interlocked.Increment(ref databases)}_{Environment.ProcessId}";
        Do("postgres", $"CREATE DATABASE {name}");
        return name;
    }

    /// <summary>Does something as the administrator.</summary>
    public void Do(string database, string sql)
    {
        using var source = NpgsqlDataSource.Create(Connection(database) + ";Pooling=false");
        using var command = source.CreateCommand(sql);
        command.ExecuteNonQuery();
    }

    /// <summary>What a query gives, as the administrator.</summary>
    public T Ask<T>(string database, string sql)
    {
        using var source = NpgsqlDataSource.Create(Connection(database) + ";Pooling=false");
        using var command = source.CreateCommand(sql);
        return (T)command.ExecuteScalar()!;
    }

    /// <summary>Starts it, and waits until it answers.</summary>
    public void Begin() =>
        Run([
            "pg_ctl",
            "-D",
            Data,
            "-w",
            "-l",
            Path.Combine(Folder, "log"),
            "-o",
            string.Join(
                ' ',
                [
                    "-c listen_addresses=''",
                    $"-c unix_socket_directories={Folder}",
                    "-c max_connections=300",
                    .. Settings.Select(setting => $"-c {setting}"),
                ]
            ),
            "start",
        ]);

    /// <summary>Stops it.</summary>
    /// <param name="how">fast, or immediate for as if its machine had failed.</param>
    public void End(string how) => Run("pg_ctl", "-D", Data, "-w", "-m", how, "stop");

    /// <summary>Makes a folder in its own one, which belongs to it.</summary>
    public string NewFolder(params string[] path)
    {
        var folder = Path.Combine([Folder, .. path]);
        Go("mkdir", folder);
        return folder;
    }

    /// <summary>Puts a file into its data that nobody else may read.</summary>
    public void Put(string name, string text) =>
        Go("sh", "-c", "umask 077; printf %s \"$1\" > \"$0\"", Path.Combine(Data, name), text);

    /// <summary>Runs one of its programs.</summary>
    public string Run(params string[] line) => Go([Path.Combine(binaries, line[0]), .. line[1..]]);

    public void Dispose()
    {
        watchdog.StandardInput.Close();
        watchdog.WaitForExit();
        watchdog.Dispose();
    }

    private static PostgresServer? Start(params string[] settings)
    {
        if (!OperatingSystem.IsLinux())
            return Without("PostgreSQL is started on Linux only");
        if (Binaries() is not { } found)
            return Without("postgresql is not installed: apt-get install postgresql");
        if (Environment.UserName == "root" && !Directory.Exists("/var/lib/postgresql"))
            return Without("postgresql's user is missing: apt-get install postgresql");
        return new(found, Go("mktemp", "-d", "-t", "evenhand-postgres-XXXXXX").Trim(), settings);
    }

    private static PostgresServer? Without(string what)
    {
        Missing = what;
        return null;
    }

    private static string? Binaries() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .EnumerateDirectories("/usr/lib/postgresql")
                .OrderBy(version => int.TryParse(Path.GetFileName(version), out var n) ? n : 0)
                .Select(version => Path.Combine(version, "bin"))
                .LastOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            : null;

    private Process Watch()
    {
        var start = new ProcessStartInfo(
            "sh",
            [
                "-c",
                "trap '' INT; read -r _; \"$@\" >/dev/null 2>&1; rm -rf \"$0\"",
                Folder,
                .. Line([
                    Path.Combine(binaries, "pg_ctl"),
                    "-D",
                    Data,
                    "-w",
                    "-m",
                    "immediate",
                    "stop",
                ]),
            ]
        )
        {
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        return Process.Start(start)!;
    }

    private static string Go(params string[] line)
    {
        // pg_ctl leaves a server behind that would keep a pipe open: what is said goes through a file.
        var said = Path.GetTempFileName();
        string[] arguments = ["-c", "\"$@\" >\"$0\" 2>&1", said, .. Line(line)];
        using var process = Process.Start(
            new ProcessStartInfo("sh", arguments) { WorkingDirectory = Path.GetTempPath() }
        )!;
        process.WaitForExit();
        var text = File.ReadAllText(said);
        File.Delete(said);
        return process.ExitCode == 0
            ? text
            : throw new InvalidOperationException($"{string.Join(' ', line)}: {text}");
    }

    private static string[] Line(string[] line) =>
        Environment.UserName == "root"
            ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--", .. line]
            : line;
}
