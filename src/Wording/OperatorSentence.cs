namespace Evenhand.Wording;

/// <summary>What those who run the service are told of what did not go out, and of what leaves the store only when they say so.</summary>
public static class OperatorSentence
{
    private const string WhereMessagesStand = """
        All that arrived nowhere: evenhand notices list --state failed_everywhere
        What goes out of one account: evenhand notices list ACCOUNT
        Once the reason is mended: evenhand notices resend ACCOUNT DELIVERY
        """;

    private const string WhereBytesWait = """
        What waits in the store, and why: evenhand vault waits
        Where a rule was a mistake, hold what it takes: evenhand vault hold ACCOUNT --reason TEXT
        Where it was not: evenhand vault release ACCOUNT --reason TEXT
        """;

    /// <summary>Where all of it stands, with every attempt.</summary>
    /// <param name="messages">How much of it is about what goes out.</param>
    /// <param name="stopped">Of how many accounts the brake stopped a removal.</param>
    public static string WhereToLook(int messages, int stopped) =>
        string.Join(
            '\n',
            new[]
            {
                messages > 0 ? WhereMessagesStand : null,
                stopped > 0 ? WhereBytesWait : null,
            }.OfType<string>()
        );

    /// <summary>What it is about, on a line.</summary>
    /// <param name="lost">How many notices arrived nowhere.</param>
    /// <param name="ended">How many targets were given up.</param>
    /// <param name="stopped">Of how many accounts the brake stopped a removal.</param>
    public static string Subject(int lost, int ended, int stopped) =>
        lost > 0 ? $"Evenhand: {Notices(lost)} arrived nowhere"
        : ended > 0 ? $"Evenhand: {Targets(ended)} took nothing for days"
        : $"Evenhand: removals of {Accounts(stopped)} wait for a person";

    /// <summary>What happened, in a sentence or two.</summary>
    public static string Lead(int lost, int ended, int stopped) =>
        string.Join(
            ' ',
            new[]
            {
                lost > 0
                    ? $"{Notices(lost)} arrived nowhere. What starts the clock of a step comes first: the step lapses unless its notice arrives in time."
                    : null,
                ended > 0
                    ? $"{Targets(ended)} took nothing for three days: nothing more is sent there until set anew."
                    : null,
                stopped > 0
                    ? $"So much of {Accounts(stopped)} would leave the store within a day that nothing of it does until a person says so."
                    : null,
            }.OfType<string>()
        );

    /// <summary>The brake stopped a removal.</summary>
    /// <param name="account">Whose things they are.</param>
    /// <param name="things">How many things.</param>
    /// <param name="bytes">How many bytes they have.</param>
    public static string Stopped(string account, int things, long bytes) =>
        $"{account}: {Amount.Of($"{things}", "thing", "things")} of {Amount.Of($"{bytes}", "byte", "bytes")} would leave the store, and {(things == 1 ? "waits" : "wait")}";

    /// <summary>A notice arrived nowhere.</summary>
    public static string Lost(string account, string kind, string notice, string? step) =>
        $"{account}: {kind} {notice}" + (step is null ? "" : $", which starts the clock of {step}");

    /// <summary>A target was given up.</summary>
    public static string GivenUp(string account, string channel, string target) =>
        $"{(account.Length == 0 ? "the operators'" : $"{account}:")} {channel} {target} is disabled";

    /// <summary>There is more than stands here.</summary>
    public static string More(int count) => $"and {Amount.Number($"{count}")} more";

    private static string Notices(int count) => Amount.Of($"{count}", "notice", "notices");

    private static string Accounts(int count) => Amount.Of($"{count}", "account", "accounts");

    private static string Targets(int count) =>
        Amount.Of($"{count}", "recipient or endpoint", "recipients and endpoints");
}
