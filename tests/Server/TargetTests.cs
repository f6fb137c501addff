using System.Net;
using System.Text.Json;
using Evenhand.Client;
using Evenhand.Stores.Targets;
using Evenhand.Tests.Stores.Targets;
using Evenhand.Wire;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>Targets over HTTP and the client, with copies on a real server of files.</summary>
public sealed class TargetTests : IAsyncLifetime
{
    private readonly SftpPlace place = SshServer.OfThisRun().NewPlace();
    private Cast cast = null!;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        cast = await Cast.AtAsync(
            "2026-01-05",
            change: each => each with { AllowsPrivateTargets = true }
        );
        await cast.OpenAsync("acme", "qcontact", "");
        await cast.OpenAsync("other", "stackcx");
    }

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public async Task What_is_stored_is_copied_to_the_accounts_own_server_and_nothing_says_how_it_is_entered()
    {
        using var client = Of("acme");
        var kinds = await client.Targets.KindsAsync("acme", Ends);
        kinds
            .Items.Single(each => each.Kind == "sftp")
            .Terms.ShouldContain(term => term.Term == "private-key" && term.Secret);
        var set = await client.Targets.SetAsync("acme", "backup", Question(), Ends);
        (set.Active, set.Kind, set.Settings["user"]).ShouldBe((true, "sftp", place.User));
        (await client.Targets.TestAsync("acme", "backup", Ends)).Well.ShouldBeTrue();
        await PutAsync("call-0001.mp3", "hello");
        await cast.Server.Server.Node.LookAfterDueAsync();
        SshServer.Go("cat", $"{place.Folder}/call-0001.mp3").ShouldBe("hello");
        var copy = (
            await client.Targets.OffloadsAsync("acme", state: "done", cancel: Ends)
        ).Items.ShouldHaveSingleItem();
        (copy.Object, copy.Target, copy.State).ShouldBe(("call-0001.mp3", "backup", "done"));
        (await client.Targets.FindAsync("acme", "backup", Ends)).Done.ShouldBe(1);
        await NowhereAsync(place.PrivateKey!.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1]);
        await client.Targets.RemoveAsync("acme", "backup", Ends);
        (await client.Targets.ListAsync("acme", Ends)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_trial_says_what_is_wrong_and_the_target_shows_it()
    {
        using var client = Of("acme");
        var wrong = Question() with
        {
            Settings = new Dictionary<string, string>(Question().Settings)
            {
                ["host-key"] = "SHA256:other",
            },
        };
        await client.Targets.SetAsync("acme", "backup", wrong, Ends);
        var trial = await client.Targets.TestAsync("acme", "backup", Ends);
        (trial.Well, trial.Fault).ShouldBe((false, "stranger"));
        trial.Detail!.ShouldContain($"shows the key {place.HostKey}");
        await PutAsync("call-1", "hello");
        await cast.Server.Server.Node.LookAfterDueAsync();
        (await client.Targets.FindAsync("acme", "backup", Ends)).Failing!.Fault.ShouldBe(
            "stranger"
        );
        using var bob = Of("bob");
        var wait = (
            await bob.Objects.WaitsAsync("acme", cancel: Ends)
        ).Items.ShouldHaveSingleItem();
        (wait.Job, wait.Why, wait.Target).ShouldBe(("copy", "failed", "backup"));
    }

    [Fact]
    public async Task What_is_not_as_it_has_to_be_is_refused_without_a_word_of_what_opens_it()
    {
        using var client = Of("acme");
        const string hidden = "nobody-sees-this";
        var answer = await cast.Server.SendAsync(
            Put(
                "acme",
                new TargetQuestion
                {
                    Kind = "sftp",
                    Settings = new Dictionary<string, string> { ["host"] = "a.example" },
                    Secrets = new Dictionary<string, string>
                    {
                        ["password"] = $"{hidden}\n",
                        [hidden] = "x",
                    },
                }
            )
        );
        (answer.Status, answer.Body.Contains("`user` is missing")).ShouldBe(
            (HttpStatusCode.BadRequest, true),
            answer.Body
        );
        var other = await cast.Server.SendAsync(Put("other", Question()));
        (other.Status, other.Body.Contains("\"kind\"")).ShouldBe(
            (HttpStatusCode.Conflict, true),
            other.Body
        );
        cast.Server.Log.All.ShouldAllBe(line => !line.Contains(hidden, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_allows_no_private_address_connects_to_none()
    {
        await using var strict = await Cast.AtAsync("2026-01-05");
        await strict.OpenAsync("acme", "qcontact", "");
        using var client = new EvenhandClient(
            new EvenhandOptions { Address = strict.Server.Address, Key = strict.KeyOf("acme") }
        );
        await client.Targets.SetAsync("acme", "backup", Question(), Ends);
        var trial = await client.Targets.TestAsync("acme", "backup", Ends);
        (trial.Fault, trial.Detail).ShouldBe(("private", "127.0.0.1 is at no public address"));
    }

    private async Task NowhereAsync(string secret)
    {
        foreach (
            var path in (string[])
                [
                    "/v1/accounts/acme/targets",
                    "/v1/accounts/acme/targets/backup",
                    "/v1/accounts/acme/offloads",
                    "/v1/audit",
                    "/v1/events/export",
                    "/v1/events/export?format=tar",
                ]
        )
        {
            var answer = await cast.Server.GetAsync(path);
            answer.Status.ShouldBe(HttpStatusCode.OK, path);
            answer.Body.ShouldNotContain(secret);
        }
        cast.Server.Log.All.ShouldAllBe(line => !line.Contains(secret, StringComparison.Ordinal));
    }

    private TargetQuestion Question() =>
        new()
        {
            Kind = "sftp",
            Settings = new Dictionary<string, string>
            {
                ["host"] = place.Host,
                ["port"] = $"{place.Port}",
                ["user"] = place.User,
                ["folder"] = place.Folder,
                ["host-key"] = place.HostKey,
            },
            Secrets = new Dictionary<string, string> { ["private-key"] = place.PrivateKey! },
        };

    private EvenhandClient Of(string who) =>
        new(new EvenhandOptions { Address = cast.Server.Address, Key = cast.KeyOf(who) });

    private HttpRequestMessage Put(string account, TargetQuestion question)
    {
        var request = new HttpRequestMessage(
            HttpMethod.Put,
            $"/v1/accounts/{account}/targets/backup"
        )
        {
            Content = new StringContent(
                JsonSerializer.Serialize(question, WireJson.Wire.TargetQuestion),
                System.Text.Encoding.UTF8,
                "application/json"
            ),
        };
        request.Headers.Authorization = new("Bearer", cast.KeyOf(account));
        return request;
    }

    private async Task PutAsync(string name, string bytes)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Put,
            $"/v1/accounts/acme/objects/{Uri.EscapeDataString(name)}?class=call-recording"
        );
        request.Headers.Authorization = new("Bearer", cast.KeyOf("acme"));
        request.Content = new StringContent(bytes);
        var answer = await cast.Server.SendAsync(request);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
    }
}
