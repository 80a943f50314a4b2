#:property PublishAot=false
#:project dev/Dev.csproj

return await PathoChain.Dev.DeveloperTool.RunAsync(args);
