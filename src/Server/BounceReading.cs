using System.Text;
using Evenhand.Channels.Mail;
using Evenhand.Core.Codes;
using Evenhand.Ledger;
using Evenhand.Node.Dispatching;
using Evenhand.Node.Refusals;
using Microsoft.Extensions.Logging;

namespace Evenhand.Server;

/// <summary>
/// Looks once a minute at the mailbox to which mails come back, and says of each delivery that it did. A report about an account
/// that is set aside is set aside too, and read again with each look. How far it has read stands in a file of the data folder; where
/// that is lost all is read again, and says the same.
/// </summary>
internal sealed partial class BounceReading : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly BounceMailbox mailbox;
    private readonly Deliveries deliveries;
    private readonly string file;
    private readonly ILogger log;
    private readonly CancellationTokenSource stop = new();
    private readonly ITimer timer;
    private readonly Lock gate = new();
    private Task running = Task.CompletedTask;

    public BounceReading(
        BounceMailbox mailbox,
        Deliveries deliveries,
        string data,
        TimeProvider clock,
        ILogger log
    )
    {
        (this.mailbox, this.deliveries, this.log) = (mailbox, deliveries, log);
        file = Path.Combine(data, "bounces-read");
        timer = clock.CreateTimer(_ => Begin(), null, TimeSpan.Zero, Pause);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        await stop.CancelAsync();
        Task last;
        lock (gate)
            last = running;
        await last;
        stop.Dispose();
    }

    private void Begin()
    {
        lock (gate)
            if (running.IsCompleted && !stop.IsCancellationRequested)
                running = Task.Run(ReadAsync);
    }

    /// <summary>Whatever breaks is told, and tried again at the next look.</summary>
    private async Task ReadAsync()
    {
        try
        {
            await mailbox.ReadAsync(Mark(), TakeAsync, Note, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
        catch (Exception fault)
        {
            Failed(log, fault.Message);
        }
    }

    /// <summary>Says that a delivery came back; false where its account takes nothing now.</summary>
    private async Task<bool> TakeAsync(BounceReport report)
    {
        var (account, delivery) = (report.Mail.Account, report.Mail.Delivery);
        try
        {
            if (await deliveries.BounceAsync(account, delivery, report.Detail))
                CameBack(log, delivery, account.Text, report.Detail);
            else
                CameLate(log, delivery, account.Text, report.Detail);
        }
        catch (RequestException refusal) when (refusal.Code == Code.UnknownAccount)
        {
            // A mail of another server, or of an account that is not here.
        }
        catch (RequestException refusal) when (refusal.Code == Code.Parked)
        {
            return false;
        }
        return true;
    }

    private BounceMark Mark() =>
        File.Exists(file) ? BounceMark.Read(File.ReadAllText(file)) : BounceMark.Before(0);

    private void Note(BounceMark mark) =>
        WholeFile.Write(file, stream => stream.Write(Encoding.ASCII.GetBytes(mark.ToString())));

    [LoggerMessage(
        LogLevel.Warning,
        "The mailbox of what comes back cannot be read now; it is tried again: {Why}"
    )]
    private static partial void Failed(ILogger log, string why);

    [LoggerMessage(
        LogLevel.Information,
        "Delivery {Delivery} of account {Account} came back: {Why}"
    )]
    private static partial void CameBack(ILogger log, string delivery, string account, string why);

    [LoggerMessage(
        LogLevel.Information,
        "A report says that delivery {Delivery} of account {Account} came back, too late, again, or of none that there is; it stays as it is: {Why}"
    )]
    private static partial void CameLate(ILogger log, string delivery, string account, string why);
}
