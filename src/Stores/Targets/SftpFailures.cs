using System.Net.Sockets;
using Evenhand.Network;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Evenhand.Stores.Targets;

/// <summary>What the client fails with, as the target's.</summary>
internal static class SftpFailures
{
    // Words of later versions of the protocol (draft-ietf-secsh-filexfer-13, 9.1), which some servers use in the third too.
    private const StatusCode NoSpaceOnFilesystem = (StatusCode)14;
    private const StatusCode QuotaExceeded = (StatusCode)15;

    /// <summary>As the target's; null for what is not, or is already.</summary>
    /// <param name="failed">The failure.</param>
    /// <param name="place">Where.</param>
    /// <param name="seen">The hash of the key that the server showed; empty where it showed none.</param>
    public static TargetException? Of(Exception failed, SftpPlace place, string seen) =>
        failed switch
        {
            TargetException or OperationCanceledException => null,
            PrivateAddressException => Told(TargetFault.Private, failed.Message, failed),
            SshConnectionException when seen.Length > 0 && seen != place.HostKey => Stranger(
                place,
                seen,
                failed
            ),
            SshAuthenticationException => Told(
                TargetFault.Refused,
                $"{place.Host} lets {place.User} in with none of the credentials",
                failed
            ),
            SftpPermissionDeniedException => Told(
                TargetFault.Forbidden,
                $"{place.User} may not write to {FolderOf(place)}",
                failed
            ),
            SftpPathNotFoundException => Told(
                TargetFault.Forbidden,
                $"there is no {FolderOf(place)}",
                failed
            ),
            SftpException { StatusCode: NoSpaceOnFilesystem or QuotaExceeded } => Told(
                TargetFault.Full,
                $"{place.Host} has no room left",
                failed
            ),
            // Version 3 of the protocol has one word for a full disk, a file that is there and much else.
            SftpException => Told(
                TargetFault.Away,
                $"{place.Host} refused without saying why ({failed.Message}); a full disk is told so too",
                failed
            ),
            SocketException
            or SshException
            or IOException
            or ObjectDisposedException
            or TimeoutException => Told(
                TargetFault.Away,
                $"{place.Host}:{place.Port} cannot be reached, or broke off: {failed.Message}",
                failed
            ),
            _ => null,
        };

    private static TargetException Stranger(SftpPlace place, string seen, Exception failed) =>
        Told(
            TargetFault.Stranger,
            place.HostKey.Length > 0
                ? $"{place.Host} shows the key {seen}, and not {place.HostKey}: it was replaced, or another answers for it"
                : $"{place.Host} shows the key {seen}; say that it is the right one",
            failed
        );

    private static string FolderOf(SftpPlace place) =>
        place.Folder.Length > 0 ? $"folder {place.Folder}" : "folder of the user's own";

    private static TargetException Told(TargetFault kind, string message, Exception failed) =>
        new(kind, message, failed);
}
