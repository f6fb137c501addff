using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;
using Evenhand.Tests.Cli;
using Evenhand.Tests.Core;
using Evenhand.Tests.Replay;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>
/// Random attempts at every sanction, through the routes, the events and the command line: none comes into force without what it
/// takes, as an oracle says that looks at what was stored and not at the fold's conditions.
/// </summary>
public sealed class ActWalkTests
{
    private static readonly int[] Seeds = [1, 2, 3, 5, 8, 13];

    [Fact]
    public async Task No_sanction_comes_into_force_without_what_it_takes_by_whatever_door()
    {
        var (sanctions, done, refused) = (0, 0, 0);
        foreach (var seed in Seeds)
        {
            var walk = new StandingWalk(seed, 120);
            await using var cast = await Cast.AtAsync("2026-01-01");
            var taken = new ActWalk(cast, walk);
            await taken.RunAsync();
            taken.Leaks.ShouldBeEmpty($"seed {seed}");
            (done, refused) = (done + taken.Done, refused + taken.Refused);
            var stored = await cast.StoredAsync(walk.Account);
            var said = await cast.ReplayedAsync(walk.Account);
            said.OfType<ActUnmet>().ShouldBeEmpty($"seed {seed}");
            foreach (var sanction in said.OfType<StepChanged>().Where(IsSanction))
            {
                sanctions++;
                Justified(walk.Policy, stored, said, sanction);
            }
            await StandsAsReplayedAsync(cast, walk.Account, said);
        }
        sanctions.ShouldBeGreaterThan(2);
        done.ShouldBeGreaterThan(50);
        refused.ShouldBeGreaterThan(50);
    }

    [Fact]
    public async Task The_command_line_reaches_no_further_than_the_routes_and_names_every_condition()
    {
        await using var cast = await Cast.AtAsync("2026-01-05");
        var opened = await cast.WarnedAsync("acme");
        using var evenhand = new EvenhandProcess();
        var server = $"--server {cast.Server.Address}";
        var propose =
            $"steps propose acme --to terminated --case {opened} --reason x {server} --key {cast.KeyOf("ann")}";
        var early = evenhand.Run(propose);
        early.Status.ShouldBe(1, early.Output);
        early.Errors.ShouldContain("finding, needed");
        evenhand
            .Run($"cases find acme {opened} --reason seen {server} --key {cast.KeyOf("ann")}")
            .Status.ShouldBe(0);
        var soon = evenhand.Run(propose);
        soon.Status.ShouldBe(1);
        soon.Errors.ShouldContain("(needed)");
        var brake = evenhand.Run(
            $"steps brake acme --case {opened} --reason x {server} --key {cast.KeyOf("ann")}"
        );
        brake.Status.ShouldBe(2);
        brake.Errors.ShouldContain("does not reach this, which is for operator, admin");
        var steps = evenhand.Run($"steps list acme --json {server} --key {cast.KeyOf("ann")}");
        steps.Status.ShouldBe(0, steps.Errors);
        steps.OutputLines.Length.ShouldBe(1);
        (await cast.ReplayedAsync("acme"))
            .OfType<StepChanged>()
            .ShouldNotContain(each => IsSanction(each));
    }

    private static async Task StandsAsReplayedAsync(
        Cast cast,
        string account,
        IReadOnlyList<Effect> said
    )
    {
        var live = (await cast.Server.GetAsync($"/v1/accounts/{account}/steps"))
            .Json.GetProperty("items")
            .EnumerateArray()
            .Select(each =>
                $"{each.GetProperty("step").GetString()} {each.GetProperty("state").GetString()}"
            );
        var replayed = said.OfType<StepChanged>()
            .GroupBy(each => each.Step)
            .Select(each => $"{each.Key} {Word(each.Last().State)}");
        live.ShouldBe(replayed, ignoreOrder: true);
    }

    private static string Word(StepState state) =>
        state == StepState.InForce ? "in-force" : state.ToString().ToLowerInvariant();

    /// <summary>What must have been stored before a sanction comes into force.</summary>
    private static void Justified(
        string policy,
        IReadOnlyList<StoredAct> stored,
        IReadOnlyList<Effect> said,
        StepChanged sanction
    )
    {
        var before = stored.Where(each => each.Time <= sanction.Time).ToArray();
        var what = $"{sanction.Step} {sanction.To} of {policy}";
        if (sanction.Step.EndsWith(":changed", StringComparison.Ordinal))
        {
            before.ShouldContain(each => each.Type == "appeal.decided", what);
            return;
        }
        if (before.Any(each => each.Is("brake.applied", sanction.Step)))
            return;
        var proposal = before.First(each => each.Is("step.proposed", sanction.Step));
        foreach (var named in sanction.Cases)
            IsFound(before, said, proposal, named).ShouldBeTrue($"{what}: {named}");
        var announced = proposal.Time;
        if (sanction.To is not StepKind.Throttled)
        {
            var approval = before.First(each => each.Is("step.approved", sanction.Step));
            approval.By.ShouldNotBe(proposal.By, what);
            announced = approval.Time;
        }
        var notice =
            Published.Shelf.Versions(policy)[0].Ladder?.RungOf(sanction.To)?.Notice ?? default;
        before.ShouldContain(
            each =>
                each.Is("notice.delivered", sanction.Step)
                && each.Time >= announced
                && each.Time + notice <= sanction.Time,
            what
        );
    }

    /// <summary>A person found it, or kept a brake on it, or the system did as it took a step of its own.</summary>
    private static bool IsFound(
        StoredAct[] before,
        IReadOnlyList<Effect> said,
        StoredAct proposal,
        string named
    ) =>
        before.Any(each => each.Time < proposal.Time && each.Is("finding.made", named))
        || said.OfType<CaseChanged>()
            .Any(each =>
                each.Case == named && each.State == CaseState.Found && each.Time <= proposal.Time
            ) && before.All(each => !each.Is("finding.made", named));

    private static bool IsSanction(StepChanged step) =>
        step.State == StepState.InForce
        && step.To
            is StepKind.Throttled
                or StepKind.Charged
                or StepKind.Suspended
                or StepKind.Terminated;
}
