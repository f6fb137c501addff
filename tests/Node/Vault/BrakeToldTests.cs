using Evenhand.Node.Sending;
using Evenhand.Node.Stored;
using Evenhand.Stores;
using Evenhand.Tests.Node.Dispatching;
using Shouldly;
using Xunit;
using Sender = Evenhand.Tests.Node.Dispatching.Sender;

namespace Evenhand.Tests.Node.Vault;

/// <summary>Those who run the service are told that the brake stops a removal, and figures tell what waits and what was done.</summary>
public class BrakeToldTests
{
    private readonly Sender mails = new("email");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stop_is_mailed_once_and_again_after_a_week(bool snapshots)
    {
        await using var vault = await StoppedAsync();
        var mail = Mails().ShouldHaveSingleItem();
        mail.Message.Subject.ShouldBe("Evenhand: removals of 1 account wait for a person");
        mail.Message.Text.ShouldContain("acme: 12 things of 36 bytes would leave the store");
        mail.Message.Text.ShouldContain("evenhand vault release ACCOUNT");
        mail.Message.Text.ShouldNotContain("notices");
        await vault.Served.RestartAsync(snapshots);
        for (var day = 0; day < 5; day++)
            await vault.PassAsync(24);
        Mails().Length.ShouldBe(1);
        for (var day = 0; day < 3; day++)
            await vault.PassAsync(24);
        await vault.PassAsync(1);
        Mails().Length.ShouldBe(2);
        vault.Written().OfType<BrakeStopped>().Count().ShouldBe(2);
        vault.Lying().Length.ShouldBe(12);
    }

    [Fact]
    public async Task Figures_tell_what_waits_and_why_how_late_it_is_and_what_was_done()
    {
        FaultyStore? faulty = null;
        await using var vault = await ServedVault.AtAsync(
            "2026-01-05",
            each => each with { Store = faulty = new FaultyStore(each.Store!) }
        );
        await vault.PutAsync("a", "b", "c");
        await vault.HoldAsync("h", "b");
        await vault.DeleteAsync("a");
        await vault.PassAsync(1);
        Waiting(vault).ShouldBe("time 1");
        faulty!.Before = call =>
            call == nameof(IStore.DeleteAsync) ? throw new StoreException("it is away") : 0;
        await vault.PassAsync(24);
        Waiting(vault).ShouldBe("failed 1");
        await vault.PassAsync(5);
        vault.Served.Node.StoredFigures.Lag.ShouldBeGreaterThanOrEqualTo(5 * 3600);
        faulty.Before = _ => 0;
        await vault.PassAsync(2);
        var figures = vault.Served.Node.StoredFigures;
        (figures.Lag, figures.RemovedThings, figures.Removed).ShouldBe((0, 1, 1));
        Waiting(vault).ShouldBe("");
        await vault.SendAsync("object.moved", """{"object":"c","tier":"cold"}""");
        await vault.PassAsync(0);
        figures = vault.Served.Node.StoredFigures;
        (figures.MovedThings, figures.Moved).ShouldBe((1, 1));
    }

    private Parcel[] Mails() =>
        [.. mails.Given.Where(each => each.Target.Address == "ops@example.com")];

    private static string Waiting(ServedVault vault) =>
        string.Join(
            ' ',
            vault
                .Served.Node.StoredFigures.Waiting.Where(each => each.Things > 0)
                .Select(each => $"{each.Why} {each.Things}")
        );

    private async Task<ServedVault> StoppedAsync()
    {
        var vault = await ServedVault.AtAsync(
            "2026-01-05",
            each =>
                each with
                {
                    Sending = mails.Settings() with { Operators = ["ops@example.com"] },
                }
        );
        await vault.PutAsync([.. Enumerable.Range(0, 12).Select(n => $"t{n:00}")]);
        await vault.RetainAsync(1);
        await vault.PassAsync(25);
        await vault.PassAsync(1);
        await vault.PassAsync(1);
        return vault;
    }
}
