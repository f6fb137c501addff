using Npgsql;

namespace Evenhand.Ledger.Postgres;

/// <summary>
/// Hears, on a connection of its own, that others have appended or taken the ledger over. Where that connection is lost, it is opened
/// anew, and whatever may have been said meanwhile counts as said. Safe to use from many threads.
/// </summary>
internal sealed class Tidings : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Session session;
    private readonly Func<int> own;
    private readonly Func<NpgsqlConnection, Task> begin;
    private readonly CancellationTokenSource end = new();
    private readonly Task listening;
    private int heard;

    private Tidings(
        Session session,
        NpgsqlConnection connection,
        Func<int> own,
        Func<NpgsqlConnection, Task> begin
    )
    {
        (this.session, this.own, this.begin) = (session, own, begin);
        listening = Task.Run(() => ListenAsync(connection));
    }

    /// <summary>Whether something was said since <see cref="Take"/>.</summary>
    public bool Any => Volatile.Read(ref heard) != 0;

    /// <summary>Begins to listen.</summary>
    /// <param name="session">Where.</param>
    /// <param name="own">The server's process whose tidings are our own.</param>
    /// <param name="begin">What is done on each connection that is opened, first of all.</param>
    public static async Task<Tidings> BeginAsync(
        Session session,
        Func<int> own,
        Func<NpgsqlConnection, Task> begin
    )
    {
        var connection = await OpenAsync(session, begin);
        return new(session, connection, own, begin);
    }

    /// <summary>What was said counts as known: to be called before one looks.</summary>
    public void Take() => Volatile.Write(ref heard, 0);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await listening;
        end.Dispose();
    }

    private static async Task<NpgsqlConnection> OpenAsync(
        Session session,
        Func<NpgsqlConnection, Task> begin
    )
    {
        var connection = await session.OpenAsync();
        try
        {
            await begin(connection);
            await using var listen = Session.Command(connection, "LISTEN evenhand");
            await listen.ExecuteNonQueryAsync();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task ListenAsync(NpgsqlConnection first)
    {
        var connection = first;
        while (!end.IsCancellationRequested)
        {
            try
            {
                if (connection is null)
                {
                    connection = await OpenAsync(session, begin);
                    Hear();
                }
                connection.Notification += OnSaid;
                while (true)
                    await connection.WaitAsync(end.Token);
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (Exception error) when (PostgresFaults.Is(error) || error is LedgerException)
            {
                if (connection is not null)
                    await connection.DisposeAsync();
                connection = null;
                await Task.Delay(Pause, end.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
        if (connection is not null)
            await connection.DisposeAsync();
    }

    private void OnSaid(object sender, NpgsqlNotificationEventArgs said)
    {
        if (said.PID != own())
            Hear();
    }

    /// <summary>Something is to be looked for.</summary>
    public void Hear() => Volatile.Write(ref heard, 1);
}
