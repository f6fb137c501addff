using Evenhand.Cli.Reading;
using Evenhand.Wire;

namespace Evenhand.Cli.Accounts;

/// <summary>Accounts as they stand: all in a list, or one with all that is known of it.</summary>
internal static class ShowAccounts
{
    /// <summary>All that were opened.</summary>
    public static async Task ListAsync(IReads reads, bool asJson)
    {
        var listing = new Listing(
            new Column("ACCOUNT") { IsLead = true },
            new Column("POLICY"),
            new Column("STANDING"),
            new Column("OPENED"),
            new Column("CASES") { IsFigure = true },
            new Column("WALLET") { IsFigure = true }
        );
        await foreach (var account in Paging.AllAsync(reads.AccountsAsync))
            if (asJson)
                JsonLines.Write(account, WireJson.Wire.AccountView);
            else
                listing.Add(
                    account.Id,
                    $"{account.Policy} {account.Version}".Trim(),
                    account.Standing,
                    Opened(account),
                    account.OpenCases == 0 ? "" : Shown.Quantity($"{account.OpenCases}"),
                    Wallet(account)
                );
        listing.Write(Screen.Open());
        if (listing.IsEmpty && !asJson)
            Console.Error.WriteLine("No account was opened.");
    }

    /// <summary>One.</summary>
    public static async Task OneAsync(IReads reads, string id, bool asJson)
    {
        var account = await reads.AccountAsync(id);
        if (asJson)
        {
            JsonLines.Write(account, WireJson.Wire.AccountView);
            return;
        }
        var screen = Screen.Open();
        screen.Head(account.Name is { } name ? $"{account.Id} · {name}" : account.Id);
        foreach (var (what, value) in Facts(account))
            if (value.Length > 0)
                screen.Say($"  {what, -10}{value}");
    }

    private static (string What, string Value)[] Facts(AccountView account) =>
        [
            ("standing", account.Standing),
            ("parked", account.Parked is { } parked ? Why(parked) : ""),
            ("policy", $"{account.Policy} {account.Version}".Trim()),
            ("plan", account.Plan ?? ""),
            ("seats", Seats(account.Seats)),
            ("opened", Shown.Instant(account.Opened)),
            ("ended", Shown.Instant(account.Ended)),
            ("zone", account.TimeZone),
            ("currency", account.Currency),
            ("wallet", Wallet(account)),
            ("cases", Cases(account)),
        ];

    private static string Why(ParkedView parked) =>
        $"since {Shown.Instant(parked.Since)}, tried again {Shown.Instant(parked.Again)}: {parked.Reason}";

    private static string Cases(AccountView account) =>
        account.OpenCases == 0
            ? ""
            : $"{Shown.Count(account.OpenCases, "awaits", "await")} a person; evenhand cases {account.Id}";

    private static string Seats(Seats seats) =>
        seats is { Licensed: 0, Restricted: 0 } ? ""
        : seats.Restricted == 0 ? Shown.Quantity($"{seats.Licensed}")
        : $"{Shown.Quantity($"{seats.Licensed}")}, and {Shown.Quantity($"{seats.Restricted}")} restricted";

    private static string Opened(AccountView account) =>
        account.Opened is { } at ? Shown.Instant(at)[..10] : "";

    private static string Wallet(AccountView account) =>
        account.Wallet is null or "0" ? "" : $"{Shown.Money(account.Wallet)} {account.Currency}";
}
