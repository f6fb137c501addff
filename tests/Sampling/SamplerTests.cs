using Evenhand.Sampling;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Sampling;

public class SamplerTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // What stream.md lists. A profile that invents a type would only be reported as unmatched by a replay.
    private static readonly HashSet<string> KnownTypes =
    [
        .. """
            account.opened account.terminated account.export-requested seats.set plan.set addon.added addon.removed limit.set
            automation.started automation.resumed exception.granted charge.waived charge.confirmed usage.voided fx.published
            wallet.topped-up call.ended sms.sent sms.received mms.sent mms.received voicemail.dropped email.sent email.received
            email.bounced email.complained email.unsubscribed task.completed contact.imported contact.responded
            contact.unsubscribed contact.consented object.stored object.moved object.deleted object.retrieved tts.spoken
            transcription.completed api.called workflow.invoked transfer.completed compute.used entity.created entity.deleted
            entity-type.created entity-type.deleted field.created field.deleted whatsapp.number-activated
            whatsapp.number-deactivated whatsapp.conversation-opened whatsapp.sent whatsapp.received whatsapp.preapproved
            passthrough.incurred facebook.requested facebook.engaged report.filed integration.approved integration.revoked
            scope.granted scope.revoked data.accessed gate.asked
            """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries),
    ];

    public static TheoryData<string> Policies => [.. Samples.Policies];

    [Theory, MemberData(nameof(Policies))]
    public void The_same_request_gives_the_same_bytes(string policy) =>
        Samples.Bytes(Request(policy)).ShouldBe(Samples.Bytes(Request(policy)));

    [Theory, MemberData(nameof(Policies))]
    public void Another_seed_gives_another_sample(string policy) =>
        Samples
            .Bytes(Request(policy))
            .ShouldNotBe(Samples.Bytes(Request(policy) with { Seed = 2 }));

    [Theory, MemberData(nameof(Policies))]
    public void Events_come_in_the_order_of_time_within_the_period(string policy)
    {
        var times = Samples.Events(Request(policy)).Select(e => e.Time).ToArray();
        times.ShouldBe(times.Order());
        times[0].ShouldBeGreaterThanOrEqualTo(Start);
        times[^1].ShouldBeLessThan(Start.AddMonths(3));
    }

    [Theory, MemberData(nameof(Policies))]
    public void Ids_are_unique_under_the_policys_own_source(string policy)
    {
        var events = Samples.Events(Request(policy));
        events.ShouldAllBe(e => e.Source == "sample/" + policy);
        events.Select(e => e.Id).ShouldBeUnique();
    }

    [Theory, MemberData(nameof(Policies))]
    public void Every_account_is_opened_once_and_before_anything_else(string policy)
    {
        var events = Samples.Events(Request(policy) with { Accounts = 40 });
        var accounts = events.Where(e => e.Account is not null).GroupBy(e => e.Account!).ToArray();
        accounts.Length.ShouldBe(40);
        foreach (var account in accounts)
        {
            account.First().Type.ShouldBe("account.opened");
            account.Count(e => e.Type == "account.opened").ShouldBe(1);
        }
    }

    [Theory, MemberData(nameof(Policies))]
    public void Types_are_those_of_the_stream(string policy) =>
        Samples
            .Published(policy)
            .EventTypes.Where(type => !KnownTypes.Contains(type))
            .ShouldBeEmpty();

    [Theory, MemberData(nameof(Policies))]
    public void Objects_are_stored_before_anything_befalls_them(string policy)
    {
        var stored = new HashSet<(string?, string)>();
        foreach (
            var e in Samples
                .Events(Request(policy) with { Accounts = 40 })
                .Where(e => e.Type.StartsWith("object.", StringComparison.Ordinal))
        )
        {
            var name = e.Data.GetProperty("object").GetString()!;
            if (e.Type == "object.stored")
                stored.Add((e.Account, name)).ShouldBeTrue($"{name} is stored twice");
            else if (e.Type == "object.deleted")
                (stored.Remove((e.Account, name)) || IsLost(name)).ShouldBeTrue(
                    $"{name} is deleted though not stored"
                );
            else
                (stored.Contains((e.Account, name)) || IsLost(name)).ShouldBeTrue(
                    $"{name} is {e.Type} though not stored"
                );
        }
    }

    [Theory, MemberData(nameof(Policies))]
    public void Recordings_take_half_a_megabyte_a_minute(string policy)
    {
        var calls = Samples
            .Events(Request(policy))
            .Where(e =>
                e.Type == "object.stored"
                && e.Data.GetProperty("class").GetString() == "call-recording"
            );
        foreach (var call in calls.Where(call => call.Data.TryGetProperty("duration", out _)))
        {
            var seconds = call.Data.GetProperty("duration").GetDouble();
            call.Data.GetProperty("bytes")
                .GetDouble()
                .ShouldBe(seconds * 500_000 / 60, tolerance: 2 + seconds / 1000);
        }
    }

    [Theory]
    [InlineData(3_000)]
    [InlineData(12_345)]
    [InlineData(200_000)]
    public void The_number_of_events_asked_for_is_met_exactly(long wanted)
    {
        var request = Request("qcontact") with
        {
            Profiles = [.. Samples.Policies.Select(Samples.Published)],
            Accounts = 12,
            Events = wanted,
        };
        var events = Samples.Events(request);
        events.LongLength.ShouldBe(wanted);
        // Scaled in proportion to time: each month holds about its share.
        var february = (double)events.Count(e => e.Time.Month == 2) / wanted;
        february.ShouldBe(0.33, tolerance: 0.1);
    }

    [Fact]
    public void Fewer_events_than_the_openings_need_cannot_be_had() =>
        new Sampler(Request("qcontact") with { Events = 5 }).Write(Stream.Null).ShouldBe(-1);

    [Fact]
    public void A_shuffled_sample_holds_the_same_events_in_disorder_and_some_twice()
    {
        var straight = Samples.Lines(Request("engagece"));
        var shuffled = Samples.Lines(Request("engagece") with { Shuffled = true });
        shuffled
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ShouldBe(straight.Order(StringComparer.Ordinal));
        shuffled.Length.ShouldBeGreaterThan(straight.Length);
        shuffled.Take(100).ShouldNotBe(straight.Take(100));
    }

    [Fact]
    public void Accounts_are_shared_out_among_the_policies()
    {
        var request = Request("qcontact") with
        {
            Profiles = [.. Samples.Policies.Select(Samples.Published)],
            Accounts = 10,
            Months = 1,
        };
        var opened = Samples
            .Events(request)
            .Where(e => e.Type == "account.opened")
            .GroupBy(e => e.Source)
            .Select(g => g.Count());
        opened.Order().ShouldBe([2, 2, 3, 3]);
    }

    private static bool IsLost(string name) => name.StartsWith("lost-", StringComparison.Ordinal);

    private static SampleRequest Request(string policy) =>
        new()
        {
            Profiles = [Samples.Published(policy)],
            Accounts = 4,
            Months = 3,
            Events = 8_000,
        };
}
