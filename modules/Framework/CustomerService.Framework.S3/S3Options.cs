namespace CustomerService.Framework.S3;

/// <summary>Configuration section <c>Blobs:S3</c>. With a <see cref="Bucket"/> files lie there instead of in the data directory.</summary>
public sealed class S3Options
{
    public string Bucket { get; set; } = "";

    /// <summary>Of a service other than Amazon's, for instance <c>https://s3.example.com</c>.</summary>
    public string Endpoint { get; set; } = "";

    public string Region { get; set; } = "us-east-1";

    /// <summary>Empty: the machine's own role or profile, as Amazon's tools find it.</summary>
    public string AccessKey { get; set; } = "";

    public string SecretKey { get; set; } = "";

    /// <summary>Before every key, for a bucket that holds other things too; for instance <c>customer-service/</c>.</summary>
    public string Prefix { get; set; } = "";
}
