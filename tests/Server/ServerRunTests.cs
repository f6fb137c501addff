using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Evenhand.Tests.Cli;
using Evenhand.Tests.Tidy;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>The server as its operators run it: a process that starts, tells its key, and is stopped by signals.</summary>
public sealed partial class ServerRunTests : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "evenhand.dll");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("evenhand-serve-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_first_start_tells_a_key_once_and_a_signal_ends_it_in_peace()
    {
        Signals.SkipWhereIgnored("INT");
        string key;
        using (var server = Serve())
        {
            var banner = await BannerAsync(server);
            key = Key().Match(banner).Value;
            key.ShouldNotBeEmpty(banner);
            (await GetAsync(banner, "/v1/keys", key)).ShouldBe(HttpStatusCode.OK);
            Signal(server, "TERM");
            (await EndedAsync(server)).ShouldBe(0);
        }
        using (var again = Serve())
        {
            var banner = await BannerAsync(again);
            Key().IsMatch(banner).ShouldBeFalse(banner);
            (await GetAsync(banner, "/v1/keys", key)).ShouldBe(HttpStatusCode.OK);
            Signal(again, "INT");
            (await EndedAsync(again)).ShouldBe(0);
        }
    }

    [Fact]
    [Trait("fault", "low-logs")]
    public async Task With_JSON_logs_every_line_is_JSON()
    {
        using var server = Serve("--log-format", "json");
        var banner = await BannerAsync(server);
        Signal(server, "TERM");
        (await EndedAsync(server)).ShouldBe(0);
        var rest = await server.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var lines = (banner + rest).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBeGreaterThan(5);
        foreach (var line in lines)
            using (var json = System.Text.Json.JsonDocument.Parse(line))
                json.RootElement.GetProperty("Message").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Keys_are_made_and_ended_beside_it_and_a_second_server_is_turned_away()
    {
        using var server = Serve();
        var banner = await BannerAsync(server);
        using var evenhand = new EvenhandProcess();
        var made = evenhand.Run($"keys create --role read --name beside --data '{Data}'");
        made.Status.ShouldBe(0, made.Errors);
        var key = made.OutputLines.ShouldHaveSingleItem();
        await UntilAsync(banner, key, HttpStatusCode.OK);
        var listed = evenhand.Run($"keys list --json --data '{Data}'");
        listed.Output.ShouldContain("\"name\":\"beside\"");
        listed.Output.ShouldNotContain(key);
        var id = Id().Match(listed.OutputLines[^1]).Groups[1].Value;
        evenhand.Run($"keys revoke {id} --data '{Data}'").Status.ShouldBe(0);
        await UntilAsync(banner, key, HttpStatusCode.Unauthorized);

        var second = evenhand.Run(
            $"serve --data '{Data}' --urls http://127.0.0.1:0 --policies '{Policies}'"
        );
        second.Status.ShouldBe(1);
        second.Errors.ShouldContain("is in use by another server");
        Signal(server, "TERM");
        (await EndedAsync(server)).ShouldBe(0);
    }

    [Fact]
    public async Task A_backup_made_beside_it_is_restored_and_verified()
    {
        using var server = Serve();
        await BannerAsync(server);
        using var evenhand = new EvenhandProcess();
        var backup = evenhand.Run($"backup --data '{Data}' '{evenhand.Folder}'");
        backup.Status.ShouldBe(0, backup.Errors);
        Signal(server, "TERM");
        await EndedAsync(server);
        var restored = Path.Combine(evenhand.Folder, "restored");
        evenhand.Run($"restore '{backup.OutputLines[0]}' --data '{restored}'").Status.ShouldBe(0);
        var verified = evenhand.Run($"verify --data '{restored}'");
        verified.Status.ShouldBe(0, verified.Errors);
        verified.Output.ShouldContain("are sound");
        evenhand.Run($"restore '{backup.OutputLines[0]}' --data '{restored}'").Status.ShouldBe(1);
    }

    [Fact]
    public async Task A_second_signal_ends_it_though_a_request_is_under_way()
    {
        using var server = Serve("--patience", "10m", "--drain", "10m");
        var banner = await BannerAsync(server);
        var key = Key().Match(banner).Value;
        var address = new Uri(Address().Match(banner).Value);
        using var client = new TcpClient();
        await client.ConnectAsync(
            address.Host,
            address.Port,
            TestContext.Current.CancellationToken
        );
        await client
            .GetStream()
            .WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"POST /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\nExpect: 100-continue\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 9\r\n\r\n"
                ),
                TestContext.Current.CancellationToken
            );
        // That it is asked to go on says that the request has begun.
        var heard = await client
            .GetStream()
            .ReadAsync(new byte[256], TestContext.Current.CancellationToken);
        heard.ShouldBeGreaterThan(0);
        Signal(server, "TERM");
        (
            await server.StandardError.ReadLineAsync(TestContext.Current.CancellationToken)
        )!.ShouldStartWith("Stopping");
        server.HasExited.ShouldBeFalse();
        Signal(server, "TERM");
        (await EndedAsync(server)).ShouldBe(130);
    }

    [Fact]
    public async Task The_demo_shows_what_to_try_and_leaves_nothing()
    {
        using var demo = Start("demo", "--urls", "http://127.0.0.1:0", "--policies", Policies);
        var told = await BannerAsync(demo, "curl");
        var tried = Tried().Match(told);
        (await GetAsync(told, tried.Groups["path"].Value, tried.Groups["key"].Value)).ShouldBe(
            HttpStatusCode.OK
        );
        var data = DataLine().Match(told).Groups[1].Value;
        Directory.Exists(data).ShouldBeTrue();
        Signal(demo, "TERM");
        (await EndedAsync(demo)).ShouldBe(0);
        Directory.Exists(data).ShouldBeFalse();
    }

    [Fact]
    public async Task A_demo_that_is_kept_has_its_months_stated_and_one_key_however_often_it_is_run()
    {
        var keys = 0;
        for (var run = 1; run <= 3; run++)
        {
            using var demo = Start(
                "demo",
                "--keep",
                Data,
                "--urls",
                "http://127.0.0.1:0",
                "--policies",
                Policies
            );
            var told = await BannerAsync(demo, "curl");
            var (path, key) = (
                Tried().Match(told).Groups["path"].Value,
                Tried().Match(told).Groups["key"].Value
            );
            if (run == 1)
                await Wait.UntilAsync(
                    async () =>
                        (
                            await ReadAsync(told, path.Replace("allowances", "statements"), key)
                        ).Contains("\"stated\":true"),
                    "a month that is over is stated"
                );
            var all = await ReadAsync(told, "/v1/keys", key);
            var live = all.Split("\"id\"").Length - 1 - (all.Split("\"revoked\"").Length - 1);
            if (run == 2)
                keys = live;
            if (run == 3)
                live.ShouldBe(keys, all);
            Signal(demo, "TERM");
            (await EndedAsync(demo)).ShouldBe(0);
        }
    }

    [Theory]
    [InlineData("serve --grace soon", "--grace: `soon` is no good")]
    [InlineData("serve --policies nowhere", "nowhere")]
    [InlineData("keys list --data nowhere", "nowhere holds no ledger")]
    [InlineData("keys create --role emperor", "emperor")]
    public void Bad_input_is_told_and_is_status_2(string arguments, string told)
    {
        using var evenhand = new EvenhandProcess();
        var ran = evenhand.Run(arguments);
        ran.Status.ShouldBe(2, ran.Errors);
        ran.Errors.ShouldContain(told);
    }

    [Fact]
    public void Help_lists_every_setting_with_its_variable()
    {
        using var evenhand = new EvenhandProcess();
        var help = SpaceRun().Replace(evenhand.Run("serve --help").Output, " ");
        foreach (
            var row in Evenhand.Server.Settings.SettingTable.Rows.Where(row => row.Flag is not null)
        )
        {
            help.ShouldContain(row.Flag!);
            help.ShouldContain(row.Variable);
        }
    }

    private static string Policies => Path.Combine(Tree.Root(), "policies");

    private string Data => Path.Combine(folder.FullName, "data");

    private Process Serve(params string[] more) =>
        Start([
            "serve",
            "--data",
            Data,
            "--urls",
            "http://127.0.0.1:0",
            "--policies",
            Policies,
            .. more,
        ]);

    private static Process Start(params string[] arguments) =>
        Process.Start(
            new ProcessStartInfo("dotnet", [Program, .. arguments])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        )!;

    /// <summary>What is told until the server is up, and a line that holds the last word.</summary>
    private static async Task<string> BannerAsync(Process server, string last = "Serving.")
    {
        using var patience = new CancellationTokenSource(Wait.Longest);
        var text = "";
        while (await server.StandardError.ReadLineAsync(patience.Token) is { } line)
        {
            text += line + "\n";
            if (line.Contains(last, StringComparison.Ordinal))
                return text;
        }
        throw new InvalidOperationException($"the server ended: {text}");
    }

    private static async Task<HttpStatusCode> GetAsync(string banner, string path, string key)
    {
        using var http = new HttpClient { BaseAddress = new Uri(Address().Match(banner).Value) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        using var answer = await http.GetAsync(path);
        return answer.StatusCode;
    }

    private static async Task<string> ReadAsync(string banner, string path, string key)
    {
        using var http = new HttpClient { BaseAddress = new Uri(Address().Match(banner).Value) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return await http.GetStringAsync(path);
    }

    private static Task UntilAsync(string banner, string key, HttpStatusCode wanted) =>
        Wait.UntilAsync(
            async () => await GetAsync(banner, "/v1/accounts", key) == wanted,
            $"a key is answered with {wanted}"
        );

    private static void Signal(Process process, string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, $"{process.Id}"]);
        kill.WaitForExit();
    }

    private static async Task<int> EndedAsync(Process process)
    {
        using var patience = new CancellationTokenSource(Wait.Longest);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"still running after {Wait.Longest}");
        }
        return process.ExitCode;
    }

    [GeneratedRegex(@"\bek_\S+")]
    private static partial Regex Key();

    [GeneratedRegex(@"http://[\d.]+:\d+")]
    private static partial Regex Address();

    [GeneratedRegex("\"id\":\"([^\"]+)\"")]
    private static partial Regex Id();

    [GeneratedRegex(@"Bearer (?<key>\S+)' http://[^/]+(?<path>\S+)")]
    private static partial Regex Tried();

    [GeneratedRegex(@"data\s+(\S+)")]
    private static partial Regex DataLine();

    [GeneratedRegex(@"\s+")]
    private static partial Regex SpaceRun();
}
