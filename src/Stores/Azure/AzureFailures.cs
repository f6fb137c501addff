using System.Net;
using Azure;
using Azure.Storage.Blobs.Models;
using Evenhand.Stores.Buckets;

namespace Evenhand.Stores.Azure;

/// <summary>What the client fails with, as the store's.</summary>
internal static class AzureFailures
{
    /// <summary>Does a call; what the provider or the way there fails with is told as the store's.</summary>
    public static async Task<T> OfStore<T>(string container, Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (RequestFailedException failed)
            when (failed.ErrorCode == BlobErrorCode.BlobArchived
                || failed.ErrorCode == BlobErrorCode.BlobBeingRehydrated
            )
        {
            throw new ColdException();
        }
        catch (RequestFailedException failed) when (failed.Status != 0)
        {
            // The message goes on with all fields of the answer.
            var why = failed.Message.Split('\n')[0].Trim();
            throw new StoreException(
                $"the container {container} answered {failed.Status} {failed.ErrorCode}: {why}",
                failed
            )
            {
                LacksRoom = failed.Status == (int)HttpStatusCode.InsufficientStorage,
            };
        }
        catch (Exception failed)
            when (failed
                    is RequestFailedException
                        or AggregateException
                        or HttpRequestException
                        or IOException
                        or InvalidDataException
            )
        {
            var why = (failed as AggregateException)?.InnerExceptions[0] ?? failed;
            throw new StoreException(
                $"the container {container} cannot be reached: {why.Message}",
                failed
            );
        }
    }

    /// <summary>Does a call whose answer may be that nothing is there, which is told as null.</summary>
    public static Task<T?> OrNothing<T>(string container, Func<Task<T>> call)
        where T : class =>
        OfStore<T?>(
            container,
            async () =>
            {
                try
                {
                    return await call().ConfigureAwait(false);
                }
                catch (RequestFailedException none)
                    when (none.Status == (int)HttpStatusCode.NotFound
                        && none.ErrorCode != BlobErrorCode.ContainerNotFound
                    )
                {
                    return null;
                }
            }
        );

    /// <summary>Does what puts something; that something is there already is told as such.</summary>
    public static Task<Placed> PlacedAsync(string container, Func<Task<Placed>> put) =>
        OfStore(
            container,
            async () =>
            {
                try
                {
                    return await put().ConfigureAwait(false);
                }
                catch (RequestFailedException taken)
                    when (taken.ErrorCode == BlobErrorCode.BlobAlreadyExists
                        || taken.ErrorCode == BlobErrorCode.ConditionNotMet
                    )
                {
                    return Placed.Taken;
                }
            }
        );
}
