using Evenhand.Core.Stream;
using Evenhand.Node.Roles;
using Evenhand.Node.Sending;
using Evenhand.Node.Stored;
using Evenhand.Tests.Core;

namespace Evenhand.Tests.Node.Dispatching;

/// <summary>Accounts that are told things, and targets for it.</summary>
internal static class Dispatched
{
    public const string Day = "2026-01-05T12:00:00Z";

    public static async Task<ServedNode> OpenedAsync(
        SendingSettings sending,
        params string[] accounts
    )
    {
        var served = await ServedNode.At(Day, each => each with { Sending = sending });
        foreach (var account in accounts.DefaultIfEmpty("acme"))
            await OpenAsync(served, account);
        return served;
    }

    public static async Task OpenAsync(ServedNode served, string account = "acme") =>
        await served.SendAsync(
            new Story { Account = account }.At(
                "2026-01-01",
                "account.opened",
                """{ "policy": "engagece", "currency": "USD", "time_zone": "UTC", "plan": "volume-500" }""",
                "opened"
            )
        );

    public static async Task HookAsync(ServedNode served, string id, string? account = "acme") =>
        await served.Node.Deliveries.SetAsync(
            AccountId.Or(account),
            new Target(id, "webhook", $"https://{id}.example"),
            Doer.CommandLine
        );

    /// <summary>A call that is longer than any may be: the account is advised.</summary>
    public static async Task CallAsync(ServedNode served, string account = "acme")
    {
        await served.SendAsync(
            new Story { Account = account }.At(
                $"{served.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}",
                "call.ended",
                """{"direction":"outbound","duration":14401}""",
                "call"
            )
        );
        await served.Node.LookAfterDueAsync();
        await served.Node.LookAfterDueAsync();
    }

    public static async Task EmailsAsync(ServedNode served, params int[] counts)
    {
        foreach (var count in counts)
        {
            await served.SendAsync(
                new Story().At(
                    $"{served.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}",
                    "email.sent",
                    $$"""{"origin":"sequence","count":{{count}}}""",
                    Guid.NewGuid().ToString()
                )
            );
            await served.Node.LookAfterDueAsync();
        }
    }

    public static async Task PassAsync(ServedNode served, TimeSpan span, TimeSpan stride)
    {
        for (var passed = TimeSpan.Zero; passed < span; passed += stride)
        {
            served.Clock.Add(stride);
            await served.Node.LookAfterDueAsync();
        }
        await served.Node.LookAfterDueAsync();
    }
}
