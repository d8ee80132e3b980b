using Amazon.Runtime;
using Amazon.S3;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.Diagnostics;
using CustomerService.Framework.Modularity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CustomerService.Framework.S3;

/// <summary>Files in a bucket, for nodes that share no file system. Without a bucket it changes nothing.</summary>
[DependsOn(typeof(FrameworkModule))]
public sealed class FrameworkS3Module : CustomerServiceModule
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        var section = context.Configuration.GetSection("Blobs:S3");
        if (string.IsNullOrEmpty(section[nameof(S3Options.Bucket)]))
        {
            return;
        }

        var services = context.Services;
        services.Configure<S3Options>(section);
        services.AddSingleton(provider => Connect(provider.GetRequiredService<IOptions<S3Options>>().Value));
        services.AddSingleton<S3BlobProvider>();
        services.Replace(ServiceDescriptor.Singleton<IBlobProvider>(provider => provider.GetRequiredService<S3BlobProvider>()));
        services.AddTransient<IDoctorCheck, S3DoctorCheck>();
    }

    private static IAmazonS3 Connect(S3Options options)
    {
        var config = new AmazonS3Config
        {
            AuthenticationRegion = options.Region,
            Timeout = Timeout,
            MaxErrorRetry = 2,
            // What older services of other makers do not know.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.Endpoint.Length > 0)
        {
            (config.ServiceURL, config.ForcePathStyle) = (options.Endpoint, true);
        }
        else
        {
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(options.Region);
        }

        return options.AccessKey.Length > 0
            ? new AmazonS3Client(new BasicAWSCredentials(options.AccessKey, options.SecretKey), config)
            : new AmazonS3Client(config);
    }
}
