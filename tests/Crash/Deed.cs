namespace Evenhand.Tests.Crash;

/// <summary>Something that somebody does about an account, as it is sent.</summary>
/// <param name="Account">The account.</param>
/// <param name="Who">Whose key it is sent with.</param>
/// <param name="Id">Its id.</param>
/// <param name="Path">Where to.</param>
/// <param name="Body">What; null to read.</param>
internal sealed record Deed(string Account, string Who, string Id, string Path, string? Body)
{
    public const string Admin = "admin";
    public const string Charge = "-charge";
    private const string Events = "/v1/events";
    private const string Why = "\"reason\":\"so\"";

    public string Media => Path == Events ? "application/x-ndjson" : "application/json";

    /// <summary>Whether it is answered the same again; of events it is counted how many were new.</summary>
    public bool IsRepeatable => Path != Events;

    /// <summary>Whether it is stored as an event of the account.</summary>
    public bool IsAct =>
        IsRepeatable
        && !Path.EndsWith("/notes", StringComparison.Ordinal)
        && !Path.EndsWith("/assignment", StringComparison.Ordinal)
        && !Path.Contains("/questions", StringComparison.Ordinal);

    /// <summary>Whether the account is told of a step with it, and why.</summary>
    public bool Announces => Path.EndsWith("/steps/s/approval", StringComparison.Ordinal);

    /// <summary>Where the statement of reasons of the step lies.</summary>
    public string Reasons => $"/v1/accounts/{Account}/steps/s/reasons";

    /// <summary>All that is to be done about an account, in order.</summary>
    /// <param name="account">The account.</param>
    /// <param name="kindly">Whether appeals are granted, and what is asked for.</param>
    public static IEnumerable<Deed> Of(string account, bool kindly) =>
        IsOfCharge(account) ? OfCharge(account, kindly) : OfReports(account, kindly);

    /// <summary>Whether what is done about an account is about a charge; else it is about reports.</summary>
    public static bool IsOfCharge(string account) =>
        account.EndsWith(Charge, StringComparison.Ordinal);

    /// <summary>
    /// Four reports: on one a brake that a second person keeps, on the other a suspension that is approved and appealed, one that is
    /// dropped, and one whose finding is taken back; an exception, a charge that is proposed by itself, a question, a note, a hold.
    /// </summary>
    private static IEnumerable<Deed> OfReports(string account, bool kindly)
    {
        var now = DateTimeOffset.UtcNow;
        var month = $"{now:yyyy-MM}-01";
        var of = $"/v1/accounts/{account}";
        Deed By(string who, string id, string path, string more) =>
            Made(account, who, id, path, more);
        Deed Report(string clause) =>
            Event(
                account,
                clause,
                "report.filed",
                $$"""{"clause":"{{clause}}","by":"eve","about":"seen"}""",
                now
            );
        yield return Report("use-unlawful");
        yield return Report("ai-artificial");
        yield return Report("use-impairment");
        yield return Report("content-harmful-software");
        yield return By(
            "ann",
            "note",
            $"{of}/cases/use-unlawful@{month}/notes",
            "\"text\":\"see\""
        );
        yield return By(
            "bob",
            "give",
            $"{of}/cases/use-unlawful@{month}/assignment",
            "\"person\":\"ann\""
        );
        yield return By(
            "bob",
            "brake",
            $"{of}/brakes",
            $$""" "step":"b","cases":["ai-artificial@{{month}}"],{{Why}} """
        );
        yield return By("cyd", "keep", $"{of}/steps/b/approval", Why);
        yield return By("ann", "find", $"{of}/cases/use-unlawful@{month}/finding", Why);
        yield return By(
            "ann",
            "propose",
            $"{of}/steps",
            $$""" "step":"s","to":"suspended","cases":["use-unlawful@{{month}}"],{{Why}} """
        );
        yield return By("bob", "approve", $"{of}/steps/s/approval", Why);
        foreach (var deed in OfAppeal(account, kindly))
            yield return deed;
        var leave =
            $$""" "clause":"email-daily","from":"{{now.AddDays(1):O}}","to":"{{now.AddDays(3):O}}",{{Why}} """;
        yield return By(account, "ask", "/v1/exceptions", $"\"exception\":\"e\",{leave}");
        yield return kindly
            ? By("ann", "grant", $"{of}/exceptions/e/grant", leave)
            : By("ann", "refuse", $"{of}/exceptions/e/refusal", Why);
        yield return By(
            "eve",
            "confirm",
            $"{of}/statements/{Before(now)}/lines/tts-overage/confirmation",
            Why
        );
        yield return By(
            account,
            "wonder",
            "/v1/questions",
            $$""" "clause":"tts-overage","cycle":"{{Before(now)}}","text":"why?" """
        );
        yield return By(
            "bob",
            "answer",
            $"{of}/questions/{account}-wonder/answer",
            "\"text\":\"because\""
        );
        yield return By("ann", "drop", $"{of}/cases/use-impairment@{month}/dismissal", Why);
        yield return By(
            "ann",
            "found",
            $"{of}/cases/content-harmful-software@{month}/finding",
            Why
        );
        yield return By("cyd", "unfind", $"{of}/acts/{account}-found/void", Why);
        yield return By("bob", "hold", $"{of}/holds", $"\"hold\":\"h\",{Why}");
        if (kindly)
            yield return By("cyd", "let-go", $"{of}/holds/h/release", Why);
    }

    /// <summary>The account appeals against the step, and a person decides.</summary>
    private static IEnumerable<Deed> OfAppeal(string account, bool kindly)
    {
        yield return Made(
            account,
            account,
            "appeal",
            "/v1/appeals",
            $$""" "appeal":"p","against":"s",{{Why}} """
        );
        yield return Made(
            account,
            "cyd",
            "decide",
            $"/v1/accounts/{account}/appeals/p/decision",
            $$""" "outcome":"{{(kindly ? "reversed" : "upheld")}}",{{Why}} """
        );
    }

    /// <summary>A charge of the ladder: proposed, approved, appealed and, where the appeal leaves it, withdrawn.</summary>
    private static IEnumerable<Deed> OfCharge(string account, bool kindly)
    {
        var now = DateTimeOffset.UtcNow;
        var opened = $"repeated-excess@{CycleOf(now):yyyy-MM-dd}";
        var of = $"/v1/accounts/{account}";
        Deed By(string who, string id, string path, string more = Why) =>
            Made(account, who, id, path, more);
        for (var day = 2; day >= 0; day--)
            yield return Event(
                account,
                $"calls-{day}",
                "api.called",
                """{"count":2500}""",
                now.AddDays(-day)
            );
        yield return By("ann", "find", $"{of}/cases/{opened}/finding");
        yield return By(
            "ann",
            "propose",
            $"{of}/steps",
            $$""" "step":"s","to":"charged","cases":["{{opened}}"],"price":{"clause":"api-daily","per":"1000","amount":"2"},{{Why}} """
        );
        yield return By("bob", "approve", $"{of}/steps/s/approval");
        foreach (var deed in OfAppeal(account, kindly))
            yield return deed;
        if (!kindly)
            yield return By("bob", "withdraw", $"{of}/steps/s/withdrawal");
    }

    private static Deed Made(string account, string who, string id, string path, string more) =>
        new(account, who, $"{account}-{id}", path, $$"""{"id":"{{account}}-{{id}}",{{more}}}""");

    private static Deed Event(
        string account,
        string id,
        string type,
        string data,
        DateTimeOffset now
    ) => new(account, Admin, id, Events, Server.TestEvents.Line(account, id, type, data, now));

    /// <summary>The first day of the cycle of an account that is charged: some days ago, so that excess of three days lies in it.</summary>
    public static DateTimeOffset CycleOf(DateTimeOffset now)
    {
        var day = now.AddDays(-10);
        return day.AddDays(Math.Min(0, 28 - day.Day));
    }

    /// <summary>The first day of the month before.</summary>
    public static string Before(DateTimeOffset now) => $"{now.AddDays(-now.Day):yyyy-MM}-01";
}
