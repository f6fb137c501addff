using Evenhand.Client.Reporting;
using Evenhand.Wire;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Client.AspNetCore;

/// <summary>A request under a policy: whose it is, may it be, let it run, report it.</summary>
internal sealed class FairUseGate(
    EvenhandClient client,
    UsageReporter reporter,
    string act,
    FairUseOptions options
)
{
    public const string WarningHeader = "Evenhand-Warning";

    public async Task RunAsync(HttpContext context, RequestDelegate endpoint)
    {
        if (Account(context) is not { Length: > 0 } account)
        {
            await Denial.Unknown.WriteAsync(context).ConfigureAwait(false);
            return;
        }
        var question = new GateQuestion
        {
            Account = account,
            Act = act,
            With = options.With?.Invoke(context),
        };
        var came = client.Time.GetUtcNow();
        var answer = await client
            .AskAsync(question, options.WhenUnavailable, context.RequestAborted)
            .ConfigureAwait(false);
        RateLimitHeaders.Write(answer, came, context.Response.Headers);
        if (answer.Outcome == Outcome.Deny)
        {
            await Denial
                .Of(answer, came)
                .LeadingTo(clause => options.Portal?.Invoke(context, clause))
                .WriteAsync(context)
                .ConfigureAwait(false);
            return;
        }
        if (answer.Outcome == Outcome.Warn)
            context.Response.Headers[WarningHeader] = RateLimitHeaders.Warning(answer.Reasons);
        await endpoint(context).ConfigureAwait(false);
        if (options.Counts(context))
            await ReportAsync(question, came).ConfigureAwait(false);
    }

    private string? Account(HttpContext context) =>
        options.Account is { } selector
            ? selector(context)
            : context.User.FindFirst(options.AccountClaim)?.Value;

    /// <summary>Not cancelled with the request: the act has happened, whether or not its caller still listens.</summary>
    private async Task ReportAsync(GateQuestion question, DateTimeOffset came) =>
        await reporter
            .ReportAsync(
                new UsageEvent
                {
                    Account = question.Account,
                    Type = act,
                    Data = question.With,
                    Time = came,
                }
            )
            .ConfigureAwait(false);
}
