using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Evenhand.Stores.Targets;
using Xunit;

namespace Evenhand.Tests.Stores.Targets;

/// <summary>
/// A real OpenSSH server with a folder of its own, one for this run. Run by root it runs as nobody. A watchdog, which reads from this
/// process until there is nobody to read from, stops it and takes its folder away.
/// </summary>
internal sealed class SshServer
{
    private const string Program = "/usr/sbin/sshd";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly Lazy<SshServer> Whole = new(() => new SshServer());

    private readonly Process watchdog;
    private int folders;

    private SshServer()
    {
        Folder = Go("mktemp", "-d", "-t", "evenhand-ssh-XXXXXX").Trim();
        foreach (var key in (string[])["host", "user"])
            Go("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", InFolder(key));
        Go("cp", InFolder("user.pub"), InFolder("authorized"));
        HostKey = Go("ssh-keygen", "-l", "-f", InFolder("host.pub")).Split(' ')[1];
        PrivateKey = Go("cat", InFolder("user"));
        Port = FreePort();
        watchdog = Process.Start(
            new ProcessStartInfo("sh", ["-c", Watching, Folder, .. Line([.. Server()])])
            {
                RedirectStandardInput = true,
                WorkingDirectory = Path.GetTempPath(),
            }
        )!;
        WaitUntilItListens();
    }

    /// <summary>Where everything of it lies; others than its user do not read it.</summary>
    public string Folder { get; }

    public string HostKey { get; }

    public string PrivateKey { get; }

    public int Port { get; }

    private static bool IsRoot => Environment.UserName == "root";

    /// <summary>The one server of this run; the test counts as skipped where there is none.</summary>
    public static SshServer OfThisRun()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("OpenSSH is started on Linux only");
        if (!File.Exists(Program))
            Assert.Skip("openssh-server is not installed: apt-get install openssh-server");
        return Whole.Value;
    }

    /// <summary>A folder of a test's own.</summary>
    public SftpPlace NewPlace()
    {
        var folder = InFolder($"of-{Interlocked.Increment(ref folders)}");
        Go("mkdir", folder);
        return new SftpPlace("127.0.0.1", IsRoot ? "nobody" : Environment.UserName, folder)
        {
            Port = Port,
            HostKey = HostKey,
            PrivateKey = PrivateKey,
        };
    }

    /// <summary>Runs a program as its user.</summary>
    public static string Go(params string[] line)
    {
        using var process = Process.Start(
            new ProcessStartInfo(Line(line)[0], Line(line)[1..])
            {
                RedirectStandardOutput = true,
                WorkingDirectory = Path.GetTempPath(),
            }
        )!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? said
            : throw new InvalidOperationException($"{string.Join(' ', line)}: {process.ExitCode}");
    }

    /// <summary>It ends when nobody is left to read from, or when the server does.</summary>
    private const string Watching =
        "trap '' INT; exec 3<&0; \"$@\" </dev/null >/dev/null 2>&1 & server=$!; read -r _ <&3; kill $server; wait $server; rm -rf \"$0\"";

    private IEnumerable<string> Server() =>
        [
            Program,
            "-D",
            "-f",
            "/dev/null",
            .. new[]
            {
                "ListenAddress=127.0.0.1",
                $"Port={Port}",
                $"HostKey={InFolder("host")}",
                $"AuthorizedKeysFile={InFolder("authorized")}",
                "StrictModes=no",
                // Without PAM it would take an account for locked whose password it cannot read.
                "UsePAM=yes",
                "PidFile=none",
                "PasswordAuthentication=no",
                "KbdInteractiveAuthentication=no",
                "MaxStartups=100",
                "Subsystem=sftp internal-sftp",
                "ForceCommand=internal-sftp",
            }.SelectMany(setting => (string[])["-o", setting]),
        ];

    private string InFolder(string name) => Path.Combine(Folder, name);

    private static string[] Line(string[] line) =>
        IsRoot
            ? ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--", .. line]
            : line;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void WaitUntilItListens()
    {
        if (!SpinWait.SpinUntil(Listens, Patience))
            throw new InvalidOperationException("sshd did not begin to listen");
    }

    private bool Listens()
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
