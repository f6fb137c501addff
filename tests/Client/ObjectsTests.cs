using System.Net;
using System.Text;
using Evenhand.Client;
using Evenhand.Tests.Server;
using Evenhand.Wire;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Client;

/// <summary>Stored things and their bytes over the client, against a real server.</summary>
public sealed class ObjectsTests : IAsyncLifetime
{
    private const string Recording = "call-recording";

    private Cast cast = null!;

    public async ValueTask InitializeAsync()
    {
        cast = await Cast.AtAsync("2026-01-05");
        await cast.OpenAsync("acme", "qcontact", "");
    }

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public async Task What_is_put_is_shown_listed_copied_and_deleted()
    {
        using var client = Of("acme");
        var put = await PutAsync(client, "a/b", "hello");
        put.Bytes.ShouldBe("5");
        (await client.Objects.ShowAsync("acme", "a/b", Cancel)).Sha256.ShouldBe(put.Sha256);
        (await client.Objects.ListAsync("acme", Recording, state: "here", cancel: Cancel))
            .Items.ShouldHaveSingleItem()
            .Object.ShouldBe("a/b");
        using var copied = new MemoryStream();
        await client.Objects.CopyAsync("acme", "a/b", copied, "r1", Cancel);
        Encoding.UTF8.GetString(copied.ToArray()).ShouldBe("hello");
        (
            await Should.ThrowAsync<EvenhandProblemException>(() =>
                PutAsync(client, "a/b", "other")
            )
        ).Status.ShouldBe(HttpStatusCode.Conflict);
        await client.Objects.DeleteAsync("acme", "a/b", Cancel);
        (
            await Should.ThrowAsync<EvenhandProblemException>(() =>
                client.Objects.ShowAsync("acme", "a/b", Cancel)
            )
        ).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_a_brake_stops_is_listed_until_a_person_releases_it()
    {
        using var account = Of("acme");
        for (var n = 0; n < 11; n++)
            await PutAsync(account, $"t{n}", "bytes");
        await cast.SendAsync("acme", "retention.set", $$"""{"class":"{{Recording}}","after":1}""");
        await cast.UntilAsync("2026-01-07");
        using var bob = Of("bob");
        var waits = (await bob.Objects.WaitsAsync(cancel: Cancel)).Items.ShouldHaveSingleItem();
        (waits.Account, waits.Job, waits.Why, waits.Things).ShouldBe(
            ("acme", "removal", "brake", 11)
        );
        (
            await Should.ThrowAsync<EvenhandProblemException>(() =>
                account.Objects.ReleaseAsync("acme", "mine", Cancel)
            )
        ).Status.ShouldBe(HttpStatusCode.Forbidden);
        await bob.Objects.ReleaseAsync("acme", "they asked for a day", Cancel);
        (
            await Should.ThrowAsync<EvenhandProblemException>(() =>
                bob.Objects.ReleaseAsync("acme", "again", Cancel)
            )
        ).Problem.Unmet.ShouldBe(["state"]);
        await cast.UntilAsync("2026-01-09");
        (await bob.Objects.WaitsAsync("acme", cancel: Cancel)).Items.ShouldBeEmpty();
        var found = new List<VaultFindingView>();
        await foreach (var each in bob.Objects.CheckAsync(deep: true, cancel: Cancel))
            found.Add(each);
        var summary = found.ShouldHaveSingleItem();
        (summary.What, summary.Looked, summary.Found).ShouldBe(("summary", 0, 0));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<ObjectView> PutAsync(EvenhandClient client, string name, string bytes) =>
        client.Objects.PutAsync(
            "acme",
            name,
            Recording,
            new MemoryStream(Encoding.UTF8.GetBytes(bytes)),
            mediaType: "audio/mpeg",
            cancel: Cancel
        );

    private EvenhandClient Of(string who) =>
        new(new EvenhandOptions { Address = cast.Server.Address, Key = cast.KeyOf(who) });
}
