namespace Evenhand.Stores.Targets;

/// <summary>Reads back what lies at a target.</summary>
internal static class ReadBack
{
    /// <summary>Measures a stream to its end.</summary>
    /// <param name="there">The stream.</param>
    /// <param name="patience">How long nothing need come.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended, or nothing came for too long.</exception>
    public static async Task<Measured> MeasureAsync(
        Stream there,
        TimeSpan patience,
        CancellationToken cancel
    )
    {
        using var silent = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        silent.CancelAfter(patience);
        return await Hashing
            .CopyAsync(
                there,
                (_, _) =>
                {
                    silent.CancelAfter(patience);
                    return ValueTask.CompletedTask;
                },
                silent.Token
            )
            .ConfigureAwait(false);
    }
}
