using System.Globalization;
using System.Runtime.InteropServices;
using Evenhand.Cli.Reading;
using Evenhand.Client;
using Evenhand.Node.Amending;
using Evenhand.Notation;
using Evenhand.Wire;

namespace Evenhand.Cli.Backtesting;

/// <summary>A draft that a server tries on its accounts; this end waits, shows how far it is, and stops it when it is interrupted.</summary>
/// <param name="client">The server.</param>
internal sealed class ServerBacktest(EvenhandClient client)
{
    private static readonly TimeSpan LooksAgain = TimeSpan.FromMilliseconds(500);

    /// <summary>Tries a draft to the end; null where it was stopped before.</summary>
    /// <param name="text">The draft.</param>
    /// <param name="months">On how many of the last ended cycles.</param>
    public async Task<BacktestReport?> RunAsync(string text, int months)
    {
        using var stop = new CancellationTokenSource();
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var policy = PolicyOf(text);
        var trial = await client.Read.Trials.BeginAsync(
            policy,
            new TrialQuestion { Draft = text, Months = months }
        );
        var progress = ProgressLine.OnTerminal();
        while (trial.State is TrialWord.Waiting or TrialWord.Running)
        {
            if (stop.IsCancellationRequested)
                trial = await client.Read.Trials.StopAsync(policy, trial.Id);
            else
                await WaitAsync(stop.Token);
            trial = await client.Read.Trials.ShowAsync(policy, trial.Id);
            var shown = trial;
            progress.Show(() => $"{shown.Tried} of {Counted.Of(shown.Accounts, "account")}");
        }
        progress.Clear();
        foreach (var name in trial.LeftOut)
            Console.Error.WriteLine(
                Printable.Line(
                    $"{name}: no number holds its totals under the draft; it is left out"
                )
            );
        return trial.State switch
        {
            TrialWord.Done => ReportOf(trial),
            TrialWord.Failed => throw new ReadRefusedException(
                "the trial broke off; the server's log says why",
                ExitStatus.Failed
            ),
            _ => null,
        };
    }

    private static async Task WaitAsync(CancellationToken stop)
    {
        try
        {
            await Task.Delay(LooksAgain, TimeProvider.System, stop);
        }
        catch (OperationCanceledException)
        {
            // It is stopped at the next look.
        }
    }

    /// <summary>The policy that a draft is of, as its front matter names it; the server checks the whole.</summary>
    private static string PolicyOf(string text) =>
        text.Split('\n')
            .FirstOrDefault(line => line.StartsWith("policy:", StringComparison.Ordinal))
            ?["policy:".Length..].Trim()
            is { Length: > 0 } name
            ? name
            : throw new ReadRefusedException("the draft does not say of which policy it is");

    private static BacktestReport ReportOf(TrialView trial) =>
        new(
            trial.Policy,
            trial.Version,
            trial.Months,
            trial.Concerned,
            [
                .. trial.Totals.Select(each => new BacktestTotal(
                    each.Currency,
                    each.Accounts,
                    each.More,
                    each.Less,
                    Number(each.Was),
                    Number(each.Would),
                    each.Acts.Other,
                    each.Acts.InForce
                )),
            ],
            [
                .. trial.Clauses.Select(each => new BacktestClause(
                    each.Currency,
                    each.Accounts,
                    ClauseOf(each)
                )),
            ],
            [
                .. trial.Items.Select(each => new TriedAccount(
                    each.Account,
                    each.Currency,
                    trial.Months,
                    [.. each.Clauses.Select(ClauseOf)]
                )),
            ]
        );

    private static TriedClause ClauseOf(TrialClause its) =>
        new(
            its.Clause,
            Number(its.Money.Due),
            Number(its.Money.DueOther),
            Number(its.Money.Proposed),
            Number(its.Money.ProposedOther),
            its.Acts.InForce,
            its.Acts.Other,
            its.Cases.InForce,
            its.Cases.Other
        );

    private static decimal Number(string amount) =>
        decimal.Parse(amount, NumberStyles.Float, CultureInfo.InvariantCulture);
}
