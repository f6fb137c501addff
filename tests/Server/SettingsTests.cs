using System.Collections.Immutable;
using Evenhand.Server.Settings;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

public sealed class SettingsTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("settings-");
    private readonly Dictionary<string, string> flags = [];
    private readonly Dictionary<string, string> variables = [];
    private readonly List<string> problems = [];

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Nothing_has_to_be_set()
    {
        var settings = Read()!;
        settings.Urls.ShouldBe(["http://127.0.0.1:8080"]);
        settings.MostBody.ShouldBe(16 << 20);
        settings.Grace.ShouldBe(Duration.FromDays(3));
        settings.Cors.ShouldBeEmpty();
    }

    [Fact]
    public void A_flag_goes_before_the_environment_and_that_before_the_file()
    {
        flags["--grace"] = "1d";
        variables["EVENHAND_GRACE"] = "2d";
        variables["EVENHAND_IDLE"] = "5m";
        variables["EVENHAND_CONFIG"] = File("idle = 7m\ngrace = 9d\nmax-events = 5 \n# a remark\n");
        var settings = Read()!;
        settings.Grace.ShouldBe(Duration.FromDays(1));
        settings.Idle.ShouldBe(Duration.FromMinutes(5));
        settings.MostEvents.ShouldBe(5);
    }

    [Fact]
    public void A_file_may_be_JSON()
    {
        flags["--config"] = File(
            """{ "cors": ["https://a.example", "https://b.example"], "max-events": 7, }"""
        );
        var settings = Read()!;
        settings.Cors.ShouldBe(["https://a.example", "https://b.example"]);
        settings.MostEvents.ShouldBe(7);
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_with_its_place()
    {
        flags["--grace"] = "soon";
        variables["EVENHAND_MAX_BODY"] = "2GiB";
        flags["--config"] = File(
            "gracee = 3d\nidle = 1\nadmin-key = 0123456789012345678901234567890123\n"
        );
        Read().ShouldBeNull();
        problems.ShouldContain(each => each.StartsWith("--grace: `soon`"));
        problems.ShouldContain(each => each.StartsWith("EVENHAND_MAX_BODY: `2GiB`"));
        problems.ShouldContain(each => each.Contains("gracee") && each.Contains("`grace`"));
        problems.ShouldContain(each => each.Contains("idle: `1`"));
        problems.ShouldContain(each =>
            each.Contains("admin-key: may be set in the environment only")
        );
        problems.Count.ShouldBe(5);
    }

    [Theory]
    [InlineData("--urls", "https://127.0.0.1:1", "--tls-cert")]
    [InlineData("--urls", "127.0.0.1:8080", "http://127.0.0.1:8080")]
    [InlineData("--urls", "http://127.0.0.1:8080/path", "http://127.0.0.1:8080")]
    [InlineData("--tls-key", "key.pem", "--tls-cert")]
    [InlineData("--max-bodies", "1MiB", "--max-body")]
    [InlineData("--cors", "https://a.example/page", "origins")]
    [InlineData("--log-format", "xml", "text or json")]
    [InlineData("--ledger", "paper", "sqlite")]
    [InlineData("--max-events", "0", "from 1")]
    [InlineData("--config", "nowhere.conf", "cannot be read")]
    public void What_cannot_be_is_refused_with_what_could(string flag, string text, string told)
    {
        flags[flag] = text;
        Read().ShouldBeNull();
        problems.ShouldHaveSingleItem().ShouldContain(told);
    }

    [Fact]
    public void A_secret_is_never_repeated()
    {
        variables["EVENHAND_ADMIN_KEY"] = "no key has spaces";
        Read().ShouldBeNull();
        problems.ShouldHaveSingleItem().ShouldNotContain("no key has");
        variables["EVENHAND_ADMIN_KEY"] = new string('k', 40);
        Read()!.ToString().ShouldNotContain("kkk");
    }

    [Fact]
    public void The_defaults_that_are_told_are_those_that_hold()
    {
        foreach (var row in SettingTable.Rows.Where(row => IsValue(row.Default)))
            Shown(row.Apply(new ServerSettings(), row.Default))
                .ShouldBe(Shown(new ServerSettings()), row.Name);
    }

    private static string Shown(ServerSettings settings) =>
        string.Join(
            '\n',
            typeof(ServerSettings)
                .GetProperties()
                .Select(property => property.GetValue(settings))
                .Select(value =>
                    value is ImmutableArray<string> list ? string.Join(',', list) : $"{value}"
                )
        );

    // Other defaults are told in words, or are nothing.
    private static bool IsValue(string text) => text != "none" && !text.Contains(' ');

    private ServerSettings? Read() =>
        SettingSources.Read(flags.GetValueOrDefault, variables.GetValueOrDefault, problems);

    private string File(string text)
    {
        var path = Path.Combine(folder.FullName, "evenhand.conf");
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
