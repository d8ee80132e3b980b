using System.Security.Cryptography;
using System.Text;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Users;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Framework.EntityFrameworkCore.Idempotency;

/// <summary>
/// A write that carries an <c>Idempotency-Key</c> has its effect once, whichever endpoint it goes to: the answer is kept
/// in the transaction of the effect, and given again to the same call. A call that failed may be repeated. Stands behind
/// authorization, in front of the endpoints of the API.
/// </summary>
public sealed class IdempotencyMiddleware(RequestDelegate next, ICurrentUser user, TimeProvider time)
{
    public const string Header = "Idempotency-Key";

    public async Task InvokeAsync(HttpContext context)
    {
        var key = context.Request.Headers[Header].ToString().Trim();
        if (key.Length == 0 || HttpMethods.IsGet(context.Request.Method) || user.Id is not { } caller)
        {
            await next(context);
            return;
        }

        if (key.Length > IdempotencyRecord.MaxKey)
        {
            throw new BusinessException(FrameworkErrorCodes.IdempotencyKeyTooLong).WithData("Max", IdempotencyRecord.MaxKey);
        }

        var cancellationToken = context.RequestAborted;
        var hash = await HashAsync(context.Request, cancellationToken);
        await using var unitOfWork = context.RequestServices.GetRequiredService<IUnitOfWorkManager>().Begin();

        // A twin that is still on its way is waited for: its answer is there then.
        await unitOfWork.LockAsync($"idempotency:{caller}:{key}", cancellationToken);
        var db = context.RequestServices.GetRequiredService<CustomerServiceDbContext>();
        var answer = await db.Set<IdempotencyRecord>()
            .AsNoTracking()
            .FirstOrDefaultAsync(r => r.CallerId == caller && r.Key == key, cancellationToken);
        if (answer is null)
        {
            answer = await RecordAsync(context, caller, key, hash);
            if (answer.Status < StatusCodes.Status400BadRequest)
            {
                db.Add(answer);
            }
        }
        else if (answer.Hash != hash)
        {
            throw new BusinessException(FrameworkErrorCodes.IdempotencyKeyReused) { Kind = ErrorKind.Unprocessable };
        }

        await unitOfWork.CompleteAsync(cancellationToken);
        await WriteAsync(context.Response, answer, cancellationToken);
    }

    private async Task<IdempotencyRecord> RecordAsync(HttpContext context, Guid caller, string key, string hash)
    {
        var response = context.Response;
        var body = response.Body;
        using var written = new MemoryStream();
        response.Body = written;
        try
        {
            await next(context);
        }
        finally
        {
            response.Body = body;
        }

        return new IdempotencyRecord
        {
            CallerId = caller,
            Key = key,
            Hash = hash,
            Status = response.StatusCode,
            ContentType = response.ContentType,
            Location = response.Headers.Location,
            Body = Encoding.UTF8.GetString(written.ToArray()),
            CreatedAt = time.GetUtcNow().UtcDateTime,
        };
    }

    private static async Task WriteAsync(HttpResponse response, IdempotencyRecord answer, CancellationToken cancellationToken)
    {
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.Headers.Location = answer.Location;
        if (answer.Body.Length > 0)
        {
            await response.WriteAsync(answer.Body, cancellationToken);
        }
    }

    private static async Task<string> HashAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.AppendData(buffer, 0, read);
        }

        request.Body.Position = 0;
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
