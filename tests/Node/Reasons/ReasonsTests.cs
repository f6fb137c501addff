using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Web;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Standing;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Node.Reads;
using Evenhand.Node.Stored;
using Evenhand.Tests.Core;
using Evenhand.Tests.Server.Sites;
using Evenhand.Tests.Tidy;
using Evenhand.Wire;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Reasons;

/// <summary>Every step that an account is told of comes with its reasons, and they agree with what was decided.</summary>
public sealed partial class ReasonsTests
{
    private static readonly Dictionary<string, string[]> Told = new()
    {
        ["stackcx-up"] =
        [
            "api-calls@2026-01-01:warned warned",
            "slower throttled",
            "halt suspended",
            "end terminated",
            "end:changed warned",
        ],
        ["stackcx-charge"] = ["api-calls@2026-01-01:warned warned", "dearer charged"],
        ["engagece-up"] =
        [
            "call-fair@2026-01-01:advised advised",
            "call-fair@2026-02-01:warned warned",
            "halt suspended",
        ],
        ["numonix-repeats"] = ["slower throttled"],
        ["qcontact-brake"] = ["stop suspended"],
        ["qcontact-acts"] = ["quiet suspended"],
    };

    /// <summary>Who acts there, by which role, and under which policy.</summary>
    private static readonly string[] Known =
    [
        "acme",
        "changed",
        "ann",
        "bob",
        "dan",
        "admin",
        "operator",
        "reviewer",
        "stackcx",
        "get",
        "post",
        "starter",
        "end",
    ];

    public static TheoryData<string> Names => [.. Scene.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Each_kind_of_step_has_reasons_that_agree_with_what_was_decided(string name)
    {
        await using var served = await Scene.ServedAsync(Scene.All[name]);
        var standing = served.Node.Standing.Of(new AccountId("acme"))!;
        var steps = standing.Steps.Where(step => step.Announced < Moment.Never).ToArray();
        steps.Select(step => $"{step.Id} {Word(step.To)}").ShouldBe(Told[name], ignoreOrder: true);
        foreach (var step in steps)
        {
            var its = Read(Scene.Kept(served, step.Id));
            its.To.ToString().ShouldBe(step.To.ToString());
            Moment.Of(its.Announced).ShouldBe(step.Announced);
            its.Brake.ShouldBe(step.IsBrake);
            (its.Suspends ?? []).ShouldBe(step.Suspends);
            its.Clause.Clause.ShouldBe(step.Cited.Clause.Slug);
            its.Clause.Version.ShouldBe(step.Cited.Version);
            its.Clause.Text.Length.ShouldBeGreaterThan(100);
            its.Decided.Select(deed => deed.By).ShouldBe(step.Takers);
            its.Cases.Select(each => each.Case).ShouldBe(step.Cases);
            foreach (var each in its.Cases)
                Agrees(served, each, standing.Cases.Single(known => known.Id == each.Case));
            its.Measure.ShouldNotBeEmpty();
            its.Lifts.ShouldNotBeEmpty();
            its.Mends.ShouldNotBeEmpty();
            its.Appeal.Until.ShouldBeGreaterThan(its.Announced);
        }
    }

    [Theory]
    [InlineData("stackcx-charge", "dearer")]
    [InlineData("engagece-up", "halt")]
    [InlineData("qcontact-brake", "stop")]
    [InlineData("numonix-repeats", "slower")]
    public async Task The_three_forms_are_the_approved_ones(string name, string step)
    {
        await using var served = await Scene.ServedAsync(Scene.All[name]);
        var kept = Scene.Kept(served, step);
        Check($"{name}.txt", kept.Text);
        Check($"{name}.html", kept.Html);
        Check($"{name}.json", kept.Json);
        Check($"{name}.de.txt", kept.In(Language.Find("de")!).Text);
    }

    [Theory]
    [InlineData("stackcx-up")]
    [InlineData("stackcx-charge")]
    public async Task It_is_kept_in_every_language_with_nothing_of_another_in_it(string name)
    {
        await using var served = await Scene.ServedAsync(Scene.All[name]);
        var steps = Told[name].Select(each => each.Split(' ')[0]);
        foreach (var step in steps)
        {
            var kept = Scene.Kept(served, step);
            var german = kept.Others.ShouldHaveSingleItem();
            var page = Encoding.UTF8.GetString(german.Html.Span);
            page.ShouldContain("<html lang=\"de\">");
            page.ShouldContain("<blockquote lang=\"en\">");
            page.ShouldContain("UTC");
            LeftInEnglish.On(OfOthers().Replace(page, " "), Known).ShouldBeEmpty(page);
            var named = Read(kept).Forms!.Languages![german.Language];
            named.Text.ShouldBe(KeptReasons.Hash(german.Text));
            named.Html.ShouldBe(KeptReasons.Hash(german.Html));
        }
    }

    [Fact]
    public async Task What_was_made_before_there_were_languages_is_read_in_English_as_it_is()
    {
        await using var served = await Scene.ServedAsync(Scene.All["stackcx-charge"]);
        var record = ReasonsRecord.Of("dearer", default, Scene.Kept(served, "dearer"));
        var kept = (record with { Others = null }).Kept();
        kept.Others.ShouldBeEmpty();
        kept.In(Language.Find("de")!).Html.ToArray().ShouldBe(kept.Html.ToArray());
        record.Kept().Others.Length.ShouldBe(1);
    }

    [Fact]
    public async Task The_notice_of_a_step_names_its_reasons_and_their_hash_and_so_does_the_json_of_the_others()
    {
        await using var served = await Scene.ServedAsync(Scene.All["stackcx-up"]);
        var named = served
            .Node.Notices(new AccountId("acme"), null, 100)!
            .Items.Where(notice => notice.What == "step")
            .Select(notice => notice.Reasons.ShouldNotBeNull())
            .ToArray();
        named
            .Select(each => each.Step)
            .ShouldBe(["api-calls@2026-01-01:warned", "slower", "halt", "end", "end:changed"]);
        foreach (var each in named)
        {
            var kept = Scene.Kept(served, each.Step);
            KeptReasons.Hash(kept.Json).ShouldBe(each.Sha256);
            var forms = Read(kept).Forms!;
            forms.Text.ShouldBe(KeptReasons.Hash(kept.Text));
            forms.Html.ShouldBe(KeptReasons.Hash(kept.Html));
        }
        served.Node.Standing.HashesOfReasons(new AccountId("acme")).Count.ShouldBe(named.Length);
    }

    [Fact]
    public async Task A_brake_is_told_with_its_reasons_beside_that_it_came_into_force()
    {
        await using var served = await Scene.ServedAsync(Scene.All["qcontact-brake"]);
        var told = served.Node.Notices(new AccountId("acme"), null, 100)!.Items;
        told.Select(notice => notice.What).ShouldBe(["step-changed", "step"]);
        told.Select(notice => notice.Id).ShouldBeUnique();
        told[1].Message.ShouldContain("in force at once");
        told[1].Reasons.ShouldNotBeNull().Step.ShouldBe("stop");
    }

    [Fact]
    public async Task Why_nothing_milder_says_what_was_tried_and_what_the_policy_did_not_allow()
    {
        await using var served = await Scene.ServedAsync(Scene.All["stackcx-up"]);
        var end = Read(Scene.Kept(served, "end"));
        end.Milder.Select(each => $"{Word(each.To)} {each.Tried ?? string.Join(',', each.Unmet)}")
            .ShouldBe([
                "warned api-calls@2026-01-01:warned",
                "throttled slower",
                "charged higher",
                "suspended halt",
            ]);
        end.Milder[1].Because.ShouldContain("a case was opened after that");
        end.Earlier.Select(each => $"{each.Case} {each.By}")
            .ShouldBe([
                "api-calls@2026-01-01 rule",
                "api-calls@2026-02-01 ann",
                "api-calls@2026-03-01 ann",
            ]);
        Read(Scene.Kept(served, "end:changed"))
            .Decided.Select(deed => $"{deed.What} {deed.By} {deed.Roles}: {deed.Reason}")
            .ShouldBe([
                "proposed ann reviewer: it goes on",
                "approved bob operator: agreed, after a call",
                "changed dan admin: it was mended meanwhile",
            ]);
    }

    internal static ReasonsView Read(KeptReasons kept) =>
        JsonSerializer.Deserialize(kept.Json.Span, WireJson.Wire.ReasonsView)!;

    private static void Agrees(ServedNode served, ReasonsCase its, CaseFigures known)
    {
        its.Clause.Clause.ShouldBe(known.Clause.Slug);
        its.Clause.Text.Length.ShouldBeGreaterThan(50);
        Moment.Of(its.Opened).ShouldBe(known.Opened);
        if (its.FoundBy is not null)
            its.FoundBy.ShouldBe(known.FoundBy);
        var opened = served
            .Node.Cases(new AccountId("acme"), null, 100)!
            .Items.Single(told => told.Time == known.Opened && told.Clause == known.Clause.Slug);
        its.Message.ShouldBe(opened.Message);
        its.Figures.ShouldBe(opened.Figures.ToDictionary(each => each.Name, each => each.Value));
        its.Events.ShouldNotBeEmpty();
        foreach (var address in its.Events)
            Listed(served, address).ShouldBeGreaterThan(0, address);
    }

    /// <summary>How many events an address lists.</summary>
    private static int Listed(ServedNode served, string address)
    {
        address.ShouldStartWith("/v1/events?");
        var asked = HttpUtility.ParseQueryString(address[address.IndexOf('?')..]);
        var query = new EventQuery(AccountId.Or(asked["account"]), asked["type"], null, null)
        {
            Clause = asked["clause"],
            From = asked["from"] is { } from ? Story.Moment(from) : Moment.Earliest,
            To = Story.Moment(asked["to"]!),
        };
        return served.Node.Events(query, null, 100)!.Items.Count;
    }

    private static void Check(string name, ReadOnlyMemory<byte> made)
    {
        var path = Path.Combine(Tree.Root(), "tests", "Node", "Reasons", "Approved", name);
        var text = Encoding.UTF8.GetString(made.Span);
        if (Environment.GetEnvironmentVariable("EVENHAND_APPROVE") is "1")
            File.WriteAllText(path, text);
        text.ShouldBe(
            File.ReadAllText(path),
            $"{name}: read the difference, then run the test with EVENHAND_APPROVE=1"
        );
    }

    private static string Word<T>(T word) => $"{word}".ToLowerInvariant();

    /// <summary>Its looks, addresses, ids, and what people said in their own words.</summary>
    [GeneratedRegex(
        @"<style>.*?</style>|\S*/v1/\S+|\S+@\S+|\u201c[^\u201c\u201d]*\u201d",
        RegexOptions.Singleline
    )]
    private static partial Regex OfOthers();
}
