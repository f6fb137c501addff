using Evenhand.Network;

namespace Evenhand.Stores.Targets;

/// <summary>What a provider's client failed with, as a target's: its words are the store's, its kind is the provider's matter.</summary>
internal static class Told
{
    /// <summary>As the target's.</summary>
    /// <param name="failed">What it failed with, as a store's.</param>
    /// <param name="kindOf">What kind the client's own exception is of.</param>
    /// <param name="after">How long the provider wants to be left alone, in the words of its answer; null where it did not say so.</param>
    public static TargetException Of(
        StoreException failed,
        Func<Exception, TargetFault> kindOf,
        Func<Exception, string?> after
    )
    {
        var cause = failed.InnerException ?? failed;
        if (PrivateIn(cause) is { } inside)
            return new TargetException(TargetFault.Private, inside.Message, failed);
        return new TargetException(
            failed.LacksRoom ? TargetFault.Full : kindOf(cause),
            failed.Message,
            failed
        )
        {
            After = RetryAfter.Of(after(cause), TimeProvider.System),
        };
    }

    /// <summary>That an address was private, wherever in what failed; null where that was not it.</summary>
    public static PrivateAddressException? PrivateIn(Exception? failed) =>
        failed switch
        {
            null => null,
            PrivateAddressException its => its,
            AggregateException { InnerExceptions: [var first, ..] } => PrivateIn(first),
            _ => PrivateIn(failed.InnerException),
        };
}
