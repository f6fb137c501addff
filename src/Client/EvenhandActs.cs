using System.Text.Json.Serialization.Metadata;
using Evenhand.Wire;

namespace Evenhand.Client;

/// <summary>
/// Does what people decide, in the name of the person of the key, and what an account says to it, with its own key. Each call is
/// retried while the server cannot be reached: an act without an id is given one first, so that it happens once. What is not possible
/// throws <see cref="EvenhandProblemException"/> with the code <c>unmet</c> and every condition that failed in
/// <see cref="Problem.Unmet"/>.
/// </summary>
public sealed class EvenhandActs
{
    private readonly Requests client;

    internal EvenhandActs(Requests client) => this.client = client;

    /// <summary>
    /// Makes a link by which a person signs in to the console, once, within an hour; needs a key of the role admin. Whoever has it acts
    /// in the person's name.
    /// </summary>
    public Task<SiteLink> LinkAsync(string person, CancellationToken cancel = default) =>
        client.PostAsync(
            $"v1/people/{Uri.EscapeDataString(person)}/links",
            WireJson.Wire.SiteLink,
            cancel
        );

    /// <summary>Establishes a case.</summary>
    public Task<ActView> FindAsync(
        string account,
        string caseId,
        ActDecision decision,
        CancellationToken cancel = default
    ) => DecideAsync(Case(account, caseId, "finding"), decision, cancel);

    /// <summary>Lets a case go.</summary>
    public Task<ActView> DismissAsync(
        string account,
        string caseId,
        ActDecision decision,
        CancellationToken cancel = default
    ) => DecideAsync(Case(account, caseId, "dismissal"), decision, cancel);

    /// <summary>Gives a case to a person to see to, or to nobody.</summary>
    public Task<SaidItem> AssignAsync(
        string account,
        string caseId,
        AssignmentQuestion assignment,
        CancellationToken cancel = default
    ) =>
        client.PostAsync(
            Case(account, caseId, "assignment"),
            assignment with
            {
                Id = assignment.Id ?? Fresh(),
            },
            WireJson.Wire.AssignmentQuestion,
            WireJson.Wire.SaidItem,
            cancel
        );

    /// <summary>Notes something on a case.</summary>
    public Task<SaidItem> NoteAsync(
        string account,
        string caseId,
        TextQuestion note,
        CancellationToken cancel = default
    ) => SayAsync(Case(account, caseId, "notes"), note, cancel);

    /// <summary>Proposes a step of the ladder.</summary>
    public Task<ActView> ProposeAsync(
        string account,
        StepProposal proposal,
        CancellationToken cancel = default
    ) =>
        ActAsync(
            Of(account, "/steps"),
            proposal with
            {
                Id = proposal.Id ?? Fresh(),
            },
            WireJson.Wire.StepProposal,
            cancel
        );

    /// <summary>Approves a step that another proposed, or keeps a brake that another applied.</summary>
    public Task<ActView> ApproveAsync(
        string account,
        string step,
        ActDecision decision,
        CancellationToken cancel = default
    ) => DecideAsync(Step(account, step, "approval"), decision, cancel);

    /// <summary>Takes back a step that is not in force yet.</summary>
    public Task<ActView> WithdrawAsync(
        string account,
        string step,
        ActDecision decision,
        CancellationToken cancel = default
    ) => DecideAsync(Step(account, step, "withdrawal"), decision, cancel);

    /// <summary>Lifts a step in force.</summary>
    public Task<ActView> LiftAsync(
        string account,
        string step,
        ActDecision decision,
        CancellationToken cancel = default
    ) => DecideAsync(Step(account, step, "lifting"), decision, cancel);

    /// <summary>Suspends acts at once, for a day.</summary>
    public Task<ActView> BrakeAsync(
        string account,
        BrakeOrder order,
        CancellationToken cancel = default
    ) =>
        ActAsync(
            Of(account, "/brakes"),
            order with
            {
                Id = order.Id ?? Fresh(),
            },
            WireJson.Wire.BrakeOrder,
            cancel
        );

    /// <summary>Notes that the notice of a step reached the account.</summary>
    public Task<ActView> NoteDeliveryAsync(
        string account,
        string step,
        DeliveryNote delivery,
        CancellationToken cancel = default
    ) =>
        ActAsync(
            Step(account, step, "delivery"),
            delivery with
            {
                Id = delivery.Id ?? Fresh(),
            },
            WireJson.Wire.DeliveryNote,
            cancel
        );

    /// <summary>Opens an appeal, with the account's own key.</summary>
    public Task<ActView> AppealAsync(AppealQuestion appeal, CancellationToken cancel = default) =>
        ActAsync(
            "v1/appeals",
            appeal with
            {
                Id = appeal.Id ?? Fresh(),
            },
            WireJson.Wire.AppealQuestion,
            cancel
        );

    /// <summary>Decides an appeal.</summary>
    public Task<ActView> DecideAppealAsync(
        string account,
        string appeal,
        AppealVerdict verdict,
        CancellationToken cancel = default
    ) =>
        ActAsync(
            Of(account, $"/appeals/{Written.Segment(appeal)}/decision"),
            verdict with
            {
                Id = verdict.Id ?? Fresh(),
            },
            WireJson.Wire.AppealVerdict,
            cancel
        );

    /// <summary>Asks for an exception, with the account's own key.</summary>
    public Task<ActView> RequestExceptionAsync(
        ExceptionQuestion question,
        CancellationToken cancel = default
    ) =>
        ActAsync(
            "v1/exceptions",
            question with
            {
                Id = question.Id ?? Fresh(),
            },
            WireJson.Wire.ExceptionQuestion,
            cancel
        );

    /// <summary>Grants an exception that was asked for.</summary>
    public Task<ActView> GrantAsync(
        string account,
        string exception,
        ExceptionGrant grant,
        CancellationToken cancel = default
    ) =>
        ActAsync(
            Of(account, $"/exceptions/{Written.Segment(exception)}/grant"),
            grant with
            {
                Id = grant.Id ?? Fresh(),
            },
            WireJson.Wire.ExceptionGrant,
            cancel
        );

    /// <summary>Refuses an exception that was asked for.</summary>
    public Task<ActView> RefuseAsync(
        string account,
        string exception,
        ActDecision decision,
        CancellationToken cancel = default
    ) =>
        DecideAsync(
            Of(account, $"/exceptions/{Written.Segment(exception)}/refusal"),
            decision,
            cancel
        );

    /// <summary>
    /// Has things kept, whatever else would delete or move them: a hold of the vendor's with a person's key, of the customer's with the
    /// account's own.
    /// </summary>
    public Task<ActView> HoldAsync(
        string account,
        HoldOrder hold,
        CancellationToken cancel = default
    ) =>
        ActAsync(
            Of(account, "/holds"),
            hold with
            {
                Id = hold.Id ?? Fresh(),
            },
            WireJson.Wire.HoldOrder,
            cancel
        );

    /// <summary>Lets go of what a hold keeps; an account only of its own.</summary>
    public Task<ActView> ReleaseHoldAsync(
        string account,
        string hold,
        ActDecision decision,
        CancellationToken cancel = default
    ) => DecideAsync(Of(account, $"/holds/{Written.Segment(hold)}/release"), decision, cancel);

    /// <summary>Lets a thing out of quarantine, as a person who did not report it.</summary>
    public Task<ActView> LiftQuarantineAsync(
        string account,
        string name,
        ActDecision decision,
        CancellationToken cancel = default
    ) => DecideAsync(Of(account, $"/objects/{Written.Segment(name)}/release"), decision, cancel);

    /// <summary>Confirms or waives several charges for one reason; each is answered for itself.</summary>
    public Task<ChargesAnswer> DecideChargesAsync(
        ChargesDecision decision,
        CancellationToken cancel = default
    ) =>
        client.PostAsync(
            "v1/charges",
            decision with
            {
                Id = decision.Id ?? Fresh(),
            },
            WireJson.Wire.ChargesDecision,
            WireJson.Wire.ChargesAnswer,
            cancel
        );

    /// <summary>Takes back a finding or a delivery that was noted by mistake.</summary>
    public Task<ActView> VoidAsync(
        string account,
        string act,
        ActDecision decision,
        CancellationToken cancel = default
    ) => DecideAsync(Of(account, $"/acts/{Written.Segment(act)}/void"), decision, cancel);

    /// <summary>Asks about a line, a decision or a notice, with the account's own key.</summary>
    public Task<SaidItem> AskAsync(AccountQuestion question, CancellationToken cancel = default) =>
        client.PostAsync(
            "v1/questions",
            question with
            {
                Id = question.Id ?? Fresh(),
            },
            WireJson.Wire.AccountQuestion,
            WireJson.Wire.SaidItem,
            cancel
        );

    /// <summary>Answers a question.</summary>
    public Task<SaidItem> AnswerAsync(
        string account,
        string question,
        TextQuestion answer,
        CancellationToken cancel = default
    ) => SayAsync(Of(account, $"/questions/{Written.Segment(question)}/answer"), answer, cancel);

    private Task<ActView> DecideAsync(
        string path,
        ActDecision decision,
        CancellationToken cancel
    ) =>
        ActAsync(
            path,
            decision with
            {
                Id = decision.Id ?? Fresh(),
            },
            WireJson.Wire.ActDecision,
            cancel
        );

    private Task<SaidItem> SayAsync(string path, TextQuestion text, CancellationToken cancel) =>
        client.PostAsync(
            path,
            text with
            {
                Id = text.Id ?? Fresh(),
            },
            WireJson.Wire.TextQuestion,
            WireJson.Wire.SaidItem,
            cancel
        );

    private Task<ActView> ActAsync<T>(
        string path,
        T body,
        JsonTypeInfo<T> type,
        CancellationToken cancel
    ) => client.PostAsync(path, body, type, WireJson.Wire.ActView, cancel);

    private static string Of(string account, string rest) =>
        $"v1/accounts/{Written.Segment(account)}{rest}";

    private static string Case(string account, string caseId, string act) =>
        Of(account, $"/cases/{Written.Segment(caseId)}/{act}");

    private static string Step(string account, string step, string act) =>
        Of(account, $"/steps/{Written.Segment(step)}/{act}");

    private static string Fresh() => Guid.NewGuid().ToString("N");
}
