namespace Evenhand.Wording;

/// <summary>What those who run the service are told of what did not go out.</summary>
public static class OperatorSentence
{
    /// <summary>Where all of it stands, with every attempt.</summary>
    public const string WhereToLook = """
        All that arrived nowhere: evenhand notices list --state failed_everywhere
        What goes out of one account: evenhand notices list ACCOUNT
        Once the reason is mended: evenhand notices resend ACCOUNT DELIVERY
        """;

    /// <summary>What it is about, on a line.</summary>
    /// <param name="lost">How many notices arrived nowhere.</param>
    /// <param name="ended">How many targets were given up.</param>
    public static string Subject(int lost, int ended) =>
        lost == 0
            ? $"Evenhand: {Targets(ended)} took nothing for days"
            : $"Evenhand: {Notices(lost)} arrived nowhere";

    /// <summary>What happened, in a sentence or two.</summary>
    public static string Lead(int lost, int ended) =>
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
            }.OfType<string>()
        );

    /// <summary>A notice arrived nowhere.</summary>
    public static string Lost(string account, string kind, string notice, string? step) =>
        $"{account}: {kind} {notice}" + (step is null ? "" : $", which starts the clock of {step}");

    /// <summary>A target was given up.</summary>
    public static string GivenUp(string account, string channel, string target) =>
        $"{(account.Length == 0 ? "the operators'" : $"{account}:")} {channel} {target} is disabled";

    /// <summary>There is more than stands here.</summary>
    public static string More(int count) => $"and {Amount.Number($"{count}")} more";

    private static string Notices(int count) => Amount.Of($"{count}", "notice", "notices");

    private static string Targets(int count) =>
        Amount.Of($"{count}", "recipient or endpoint", "recipients and endpoints");
}
