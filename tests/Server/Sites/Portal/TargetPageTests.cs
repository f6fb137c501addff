using System.Net;
using Evenhand.Stores.Targets;
using Evenhand.Tests.Stores.Targets;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.Portal;

/// <summary>Targets are set, tried and taken away on the account's own page and on the vendor's.</summary>
public sealed class TargetPageTests : IAsyncLifetime
{
    private const string Own = "/portal/targets";
    private const string Theirs = "/console/accounts/acme/targets";

    private readonly SftpPlace place = SshServer.OfThisRun().NewPlace();
    private Cast cast = null!;

    public async ValueTask InitializeAsync()
    {
        cast = await Cast.AtAsync(
            "2026-01-05",
            change: each => each with { AllowsPrivateTargets = true }
        );
        await cast.OpenAsync("acme", "qcontact", "");
    }

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public async Task An_account_sets_one_tries_it_and_takes_it_away()
    {
        var own = await Visitor.WithAsync(cast.Server, cast.Server.Server.PortalLink("acme"));
        (await own.OpenAsync("/portal/stored")).Body.ShouldContain(Own);
        await WalkAsync(own, Own);
    }

    [Fact]
    public async Task So_do_those_who_run_the_service_and_others_only_look()
    {
        var bob = await Visitor.WithAsync(cast.Server, cast.Server.Server.ConsoleLink("bob"));
        (await bob.OpenAsync("/console/accounts/acme/stored")).Body.ShouldContain(Theirs);
        await WalkAsync(bob, Theirs);
        var ann = await Visitor.WithAsync(cast.Server, cast.Server.Server.ConsoleLink("ann"));
        Visitor.ActionsOf(await ann.OpenAsync(Theirs)).ShouldNotContain($"{Theirs}/set");
    }

    private async Task WalkAsync(Visitor who, string page)
    {
        (await who.OpenAsync(page)).Body.ShouldContain("No copies are made.");
        var form = $"{page}?kind=sftp";
        var refused = await who.FillAsync(
            form,
            $"{page}/set",
            [.. Said("backup", "not a key")[..^1]]
        );
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Body.ShouldContain("private-key");
        WebUtility.HtmlDecode(refused.Body).ShouldContain(place.Folder);
        refused = await who.FillAsync(form, $"{page}/set", [.. Said("Big", "not-a-key")]);
        refused.Body.ShouldNotContain("not-a-key");
        var set = await who.DoAsync(form, $"{page}/set", [.. Said("backup", "not-a-key")]);
        set.Body.ShouldContain("backup is set.");
        WebUtility.HtmlDecode(set.Body).ShouldContain(place.HostKey);
        set.Body.ShouldNotContain("not-a-key");
        (await who.DoAsync(page, $"{page}/backup/test")).Body.ShouldContain("cannot be read");
        await who.DoAsync(form, $"{page}/set", [.. Said("backup", place.PrivateKey!)]);
        var tried = await who.DoAsync(page, $"{page}/backup/test");
        tried.Body.ShouldContain("A copy was made at backup");
        tried.Body.ShouldNotContain("BEGIN OPENSSH");
        (await who.DoAsync(page, $"{page}/backup/remove")).Body.ShouldContain(
            "Nothing is copied to backup any more."
        );
    }

    private (string Name, string Value)[] Said(string name, string key) =>
        [
            ("target", name),
            ("set-host", place.Host),
            ("set-port", $"{place.Port}"),
            ("set-user", place.User),
            ("set-folder", place.Folder),
            ("set-host-key", place.HostKey),
            ("secret-private-key", key),
        ];
}
