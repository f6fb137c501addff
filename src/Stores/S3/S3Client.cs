using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.S3;

namespace Evenhand.Stores.S3;

/// <summary>Makes clients of a place.</summary>
internal static class S3Client
{
    private const string SigningRegion = "us-east-1";
    private const string Profile = "default";

    /// <summary>Opens a client.</summary>
    /// <exception cref="StoreException">What is said of the place is not enough.</exception>
    public static IAmazonS3 Of(S3Place place)
    {
        try
        {
            var settings = SettingsOf(place);
            return place.Credentials is { } file
                ? new AmazonS3Client(CredentialsIn(file), settings)
                : new AmazonS3Client(settings);
        }
        catch (AmazonClientException wrong)
        {
            throw new StoreException(
                $"the bucket {place.Bucket} cannot be opened: {wrong.Message}",
                wrong
            );
        }
    }

    internal static AmazonS3Config SettingsOf(S3Place place)
    {
        var settings = new AmazonS3Config
        {
            ForcePathStyle = place.IsInPath,
            // Each request carries an MD5 of its body, which all that speak the protocol hold against what came; what is newer, many do not know.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            AllowAutoRedirect = false,
            // Its own are of 8 KiB, and each is a call to the system.
            BufferSize = 128 << 10,
        };
        if (place.Endpoint is { } endpoint)
        {
            settings.ServiceURL = endpoint.AbsoluteUri;
            settings.AuthenticationRegion = place.Region ?? SigningRegion;
        }
        else if (place.Region is { } region)
            settings.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        return settings;
    }

    private static AWSCredentials CredentialsIn(string file) =>
        new SharedCredentialsFile(file).TryGetProfile(Profile, out var profile)
            ? profile.GetAWSCredentials(null)
            : throw new StoreException(
                $"{file} has no profile [{Profile}] with aws_access_key_id and aws_secret_access_key"
            );
}
